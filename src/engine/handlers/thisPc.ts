/** Answers the calls about this PC by asking the desktop host. */
import type { z } from 'zod';
import type { desktopCalls, thisPcCalls } from '../../contract/calls/thisPc.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { thisPcShape, updateStateShape, type Ask, type Desktop } from '../../contract/host.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { appName, OWNER_ID, writeQwc } from '../../quickbooks/qwcFile.ts';
import { listConnections } from '../db/connections.ts';
import type { Engine } from '../createEngine.ts';
import { readyInvoice } from './jobExtras.ts';
import { companyNamed } from './named.ts';

/** `port`: the one the Web Connector calls. */
export type DesktopHost = Desktop & { readonly port: number };

const NO_DESKTOP = err(problem('noDesktop', 'This is done in the desktop app on the bridge\'s own PC, not in a browser.', 'Open Stockbridge there.'));

type Asking = {
  readonly asked: <T extends z.ZodType>(what: Ask, shape: T) => Promise<Result<z.output<T>>>;
  readonly done: (what: Ask) => Promise<Result<Record<string, never>>>;
  readonly path: (what: Ask) => Promise<Result<{ readonly path: string | null }>>;
};

function asking(desktop: Desktop | null): Asking {
  const ask = async (what: Ask): Promise<Result<unknown>> => (desktop === null ? NO_DESKTOP : desktop.ask(what));
  return {
    asked: async (what, shape) => {
      const answer = await ask(what);
      return answer.ok ? ok(shape.parse(answer.value)) : answer;
    },
    done: async (what) => {
      const answer = await ask(what);
      return answer.ok ? ok({}) : answer;
    },
    path: async (what) => {
      const answer = await ask(what);
      return answer.ok ? ok({ path: typeof answer.value === 'string' ? answer.value : null }) : answer;
    },
  };
}

/** Needs no database, so that it works when there is none. */
export function desktopHandlers(desktop: Desktop | null): HandlersOf<typeof desktopCalls> {
  const { asked, done, path } = asking(desktop);
  return {
    'pc.show': async () => {
      if (desktop === null) return ok({ thisPc: null });
      const shown = await asked({ ask: 'showThisPc' }, thisPcShape);
      return shown.ok ? ok({ thisPc: shown.value }) : shown;
    },
    'pc.change': async ({ change }) => {
      const changed = await asked({ ask: 'changePreferences', change }, thisPcShape);
      return changed.ok ? ok({ thisPc: changed.value }) : changed;
    },
    'pc.chooseFolder': () => path({ ask: 'chooseFolder' }),
    'pc.showDataFolder': () => done({ ask: 'showDataFolder' }),
    'pc.checkForUpdate': async () => {
      const checked = await asked({ ask: 'checkForUpdate' }, updateStateShape);
      return checked.ok ? ok({ update: checked.value }) : checked;
    },
    'pc.installUpdate': () => done({ ask: 'installUpdate' }),
    'pc.restartEngine': () => done({ ask: 'restartEngine' }),
  };
}

export function thisPcHandlers(engine: Engine, desktop: DesktopHost | null): HandlersOf<typeof thisPcCalls> {
  const { db } = engine;
  const { done, path } = asking(desktop);
  const qwc = (companyId: CompanyId, minutes: number): Result<{ readonly name: string; readonly text: string }> => {
    if (desktop === null) return NO_DESKTOP;
    const company = companyNamed(db, companyId);
    if (!company.ok) return company;
    const { name, username, fileId } = company.value;
    return ok({ name: `${appName(name)}.qwc`, text: writeQwc({ companyName: name, username, fileId, ownerId: OWNER_ID, port: desktop.port, minutes }) });
  };

  return {
    ...desktopHandlers(desktop),
    'pc.openQwc': async ({ companyId, minutes }) => {
      const file = qwc(companyId, minutes);
      if (!file.ok) return file;
      const opened = await path({ ask: 'openQwc', ...file.value });
      return opened.ok ? ok({ path: opened.value.path ?? '' }) : opened;
    },
    'pc.saveQwc': async ({ companyId, minutes }) => {
      const file = qwc(companyId, minutes);
      return file.ok ? path({ ask: 'saveFile', ...file.value }) : file;
    },
    'pc.openInvoice': async ({ jobId, fresh }) => {
      if (desktop === null) return NO_DESKTOP;
      const invoice = await readyInvoice(engine, jobId, fresh);
      if (!invoice.ok) return invoice;
      const opened = await path({ ask: 'openInvoice', path: invoice.value.place });
      return opened.ok ? ok({ path: opened.value.path ?? '' }) : opened;
    },
    'pc.openLink': async ({ url }) => {
      const { host } = new URL(url);
      const isShop = listConnections(db).some((connection) => URL.canParse(connection.url) && new URL(connection.url).host === host);
      if (isShop) return done({ ask: 'openLink', url });
      return err(problem('strangeLink', 'This address does not belong to a connected shop.', 'Type it into your browser yourself if you trust it.', { field: 'url' }));
    },
  };
}
