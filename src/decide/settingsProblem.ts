/** Settings that contradict each other, each good by itself. */
import { problem, type Problem } from '../domain/problem.ts';
import type { ConnectionSettings } from '../domain/settings.ts';

/** Null: they fit together. The problem's field is the setting's name. */
export function settingsProblem(settings: Pick<ConnectionSettings, 'documentKind' | 'documentRules' | 'pendingDocuments' | 'availability'>): Problem | null {
  if ((writesSalesOrders(settings) || settings.pendingDocuments) && settings.availability === 'onHand') {
    return problem('availabilityTooSimple', 'A connection that writes sales orders or pending documents must not offer everything on hand.',
      'Set "availability" to "onHandMinusSalesOrders".', { field: 'availability' });
  }
  return null;
}

/** May an order of this connection become a sales order? */
export function writesSalesOrders(settings: Pick<ConnectionSettings, 'documentKind' | 'documentRules'>): boolean {
  return settings.documentKind === 'salesOrder' || settings.documentRules.some((rule) => rule.kind === 'salesOrder');
}
