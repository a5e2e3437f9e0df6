/** What a benchmark may ask of an engine in a process of its own. */

export type OpenEngine = {
  readonly folder: string;
  /** Its shop; a dead address where the shop plays no part. */
  readonly shopUrl: string;
  readonly companySettings?: Readonly<Record<string, unknown>>;
  readonly storeSettings?: Readonly<Record<string, unknown>>;
  /** How fast the engine's clock runs and its pauses end: 20 makes a minute three seconds. 1 unless said otherwise. */
  readonly speed?: number;
  /** Begins the scheduled work (pulls, drains, housekeeping). */
  readonly clockwork?: boolean;
};

export type Counts = {
  readonly items: number;
  readonly done: number;
  readonly waiting: number;
  readonly open: number;
  readonly confirmed: number;
  readonly lines: number;
};

export type MemoryUse = {
  readonly rss: number;
  readonly heap: number;
  readonly databaseBytes: number;
  /** Of the tables that retention empties, with their indexes. */
  readonly passingBytes: number;
  readonly delayP99: number;
  readonly delayMost: number;
};

export type EngineCalls = {
  /** Makes the folder where it is missing, opens it and answers the Web Connector; the address of its door. */
  open(options: OpenEngine): Promise<string>;
  close(): Promise<void>;
  /** Takes in orders `from` to `from + count - 1` (parts/orders), as a pull would. */
  takeOrders(from: number, count: number, skus: number): void;
  /** Reads the shop's listings, orders and whatever is due; nothing is sent while the task is paused. */
  readShop(): Promise<void>;
  pause(paused: boolean): void;
  /** Sends what is due until nothing is; milliseconds. */
  drain(): Promise<number>;
  /** Every item anew with another quantity, as one answer of QuickBooks would bring it; then routed. */
  restock(skus: number, quantity: number): Promise<void>;
  counts(): Counts;
  memory(): Promise<MemoryUse>;
  /** Milliseconds of the processor this process has used so far. */
  cpu(): number;
  /** Changes company settings past the limits people are held to. */
  setSettings(settings: Readonly<Record<string, unknown>>): void;
  /** Makes a sweep due. */
  sweepDue(): void;
  /** One search of the sync log as the window makes it, without the way there. */
  searchLog(filter: Readonly<Record<string, unknown>>): Promise<{ readonly milliseconds: number; readonly lines: number }>;
  /** Runs a task of the clockwork now. */
  keepHouse(): Promise<void>;
};
