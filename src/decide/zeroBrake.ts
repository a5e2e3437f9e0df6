/** Stops a run that would empty a good part of a shop: a wrong company file or a botched import looks exactly like that. */
import type { CompanySettings } from '../domain/settings.ts';

/**
 * `toZero`: listings of the run that sell now and would be set to 0, without those a person approved. `sellable`: listings of the shop that
 * could sell. True: hold the run until a person approves it.
 */
export function zeroBrake(run: { readonly toZero: number; readonly sellable: number }, settings: Pick<CompanySettings, 'zeroBrakePercent' | 'zeroBrakeCount'>): boolean {
  return run.toZero > 0 && run.toZero >= settings.zeroBrakeCount && run.toZero * 100 > run.sellable * settings.zeroBrakePercent;
}
