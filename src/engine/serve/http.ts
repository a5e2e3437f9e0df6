/** The window over loopback HTTP: a one-time code becomes a cookie, `/ui/` shows the state, `/api/` answers the contract's calls. */
import type { EngineHandlers } from '../../contract/contract.ts';
import type { Engine } from '../createEngine.ts';
import type { Access } from '../http/access.ts';
import type { HttpRoutes } from '../http/handler.ts';

export type UiOptions = { readonly engine: Engine; readonly access: Access; readonly handlers: EngineHandlers; readonly version: string };

/** Ends the open event streams; call it before the server is closed. */
export type Ui = HttpRoutes & { close(): void };

export declare function createUi(options: UiOptions): Ui;
