/** The sentences of the settings. Labels and sentences of single settings come from the engine (settingFields.ts). */
import type { UpdateState } from '../../src/contract/host.ts';
import type { ListName } from '../../src/domain/listRecord.ts';
import { formatCount } from '../parts/format.ts';
import { counted } from '../words.ts';

export const SETTINGS_WORDS = {
  title: 'Settings',
  about: 'Every setting has a default that works. A change takes effect when it is saved.',
  sections: 'Sections of the settings',
  section: {
    companies: { title: 'Companies', about: 'The QuickBooks company files that Stockbridge works with, and how the Web Connector signs in for each.' },
    stores: { title: 'Stores', about: 'The shops that orders come from and stock numbers go to.' },
    orders: { title: 'Orders', about: 'Which orders are entered in QuickBooks, and as what.' },
    mappings: { title: 'Mappings', about: 'What the shop’s customers, charges, tax and payments are called in QuickBooks. Names must be spelled as QuickBooks shows them.' },
    stock: { title: 'Stock rule', about: 'Which quantity the shop is told, and when Stockbridge holds back.' },
    limits: { title: 'Limits', about: 'How much goes out at once. The defaults suit most shops.' },
    schedule: { title: 'Schedule', about: 'How often things happen by themselves.' },
    keeping: { title: 'Keeping', about: 'How long records are kept, and when the file is made smaller. Documents and orders are kept for ever.' },
    thisPc: { title: 'This PC', about: 'What belongs to this PC and this user, not to a company.' },
  },
  company: 'Company',
  store: 'Store',
  ofCompany: (name: string): string => `For the company ${name}`,
  ofStore: (name: string): string => `For the store ${name}`,
  noCompany: { title: 'No company yet', text: 'Setup connects a shop with a QuickBooks company file. It takes about ten minutes.', start: 'Start setup' },
  noStore: { title: 'No store yet', text: 'Settings of a shop appear here as soon as one is connected.', add: 'Connect a store' },

  on: 'on',
  off: 'off',
  empty: 'empty',
  ownZone: 'as this PC is set',
  noTime: 'none',
  everyDay: 'every day',
  firstDay: 'the day the store was set up',
  /** Headings that differ from the engine's group. */
  groupOf: { customer: 'Customers' } as Readonly<Record<string, string>>,
  theDefault: (text: string): string => `Default: ${text}.`,
  reset: 'Reset',
  resetField: (label: string, text: string): string => `Reset ${label} to its default, ${text}`,
  comma: 'Separate several with commas.',
  addPair: 'Add a line',
  removePair: (name: string): string => (name === '' ? 'Remove this line' : `Remove ${name}`),
  pairName: (number: number): string => `In the shop, line ${formatCount(number)}`,
  pairValue: (number: number): string => `In QuickBooks, line ${formatCount(number)}`,
  pairHeads: { name: 'In the shop', value: 'In QuickBooks' },
  noPairs: 'None is named.',
  modeTexts: {
    name: 'Name of the customer in QuickBooks', zeroTaxItem: 'Tax item with 0 % for the whole document', taxLineItem: 'Tax item for the line with the tax', taxItem: 'Tax item QuickBooks computes from',
    account: 'Account (empty: the one receipts go to)', item: 'Item in QuickBooks', incomeAccount: 'Income account', cogsAccount: 'Cost of goods sold account', assetAccount: 'Asset account',
  } as Readonly<Record<string, string>>,
  bad: {
    number: (isWhole: boolean, least: number | null, most: number | null): string =>
      `Type a ${isWhole ? 'whole ' : ''}number${least === null || most === null ? '' : ` from ${least < 1 ? String(least) : formatCount(least)} to ${formatCount(most)}`}.`,
    long: (most: number): string => `At most ${counted(most, 'character')} fit.`,
    words: 'Name at least one.',
    pairs: 'Fill in both sides of each line, or remove it.',
    rule: 'Left: paid, unpaid or any, and payment methods after a colon (paid: stripe, paypal). Right: salesReceipt, invoice or salesOrder.',
    twice: 'The same name stands twice on the shop’s side.',
    missing: 'Fill this in.',
    time: 'Type a time from 00:00 to 23:59, such as 22:30, or nothing.',
    noneChosen: 'Tick at least one.',
    noFieldName: 'Give the custom field its name in QuickBooks.',
    chosenTwice: 'The same custom field stands here twice.',
  },

  groups: {
    titles: { customers: 'Customers', items: 'Items', charges: 'Shipping, fees, coupons', tax: 'Sales tax', payment: 'Payment and refunds', documents: 'On every document' } as Readonly<Record<string, string>>,
    /** What a group's line says: how its first setting is set (null: none speaks for all), what differs from the defaults, what is not saved. */
    set: (first: string | null, changed: number, unsaved: number): string => [
      ...(first === null ? [] : [first]), ...(changed > 0 ? [`${formatCount(changed)} changed`] : first === null ? ['As QuickBooks has it'] : []), ...(unsaved > 0 ? [`${formatCount(unsaved)} not saved`] : []),
    ].join(' · '),
  },
  ordered: {
    up: (label: string): string => `Move up: ${label}`,
    down: (label: string): string => `Move down: ${label}`,
    moved: (label: string, place: number, of: number): string => `${label} is now number ${String(place)} of ${String(of)}.`,
    named: (label: string, name: string): string => `${label}, ${name}`,
    nameOf: 'Its name in QuickBooks',
  },

  unsaved: (count: number): string => `${counted(count, 'change')} not saved`,
  invalid: (count: number): string => `${counted(count, 'field')} cannot be saved as typed`,
  save: 'Save',
  saving: 'Saving',
  discard: 'Discard',
  showField: 'Show the field',
  savedReplanned: (count: number): string => `Saved. ${counted(count, 'document')} not sent yet ${count === 1 ? 'is' : 'are'} planned anew.`,
  saved: 'Saved.',
  movesStock: 'When this is changed, the stock numbers of the whole shop are computed anew.',

  lists: {
    read: 'Choices read from QuickBooks',
    never: 'Choices appear here once QuickBooks’ lists have been read, with the first session.',
    refresh: 'Refresh at the next session',
    due: 'They are read again at the next session.',
    notGiven: (lists: readonly string[]): string => `QuickBooks did not give: ${lists.join(', ')}. That is usual where the edition lacks it or it is switched off.`,
    names: {
      account: 'accounts', salesTaxCode: 'tax codes', salesTaxItem: 'tax items', salesTaxGroup: 'tax groups', class: 'classes', terms: 'terms', paymentMethod: 'payment methods', shipMethod: 'ship methods',
      salesRep: 'sales reps', template: 'templates', inventorySite: 'inventory sites', customerMessage: 'customer messages', vendor: 'vendors', employee: 'employees', currency: 'currencies', otherName: 'other names',
    } satisfies Readonly<Record<ListName, string>>,
    absent: (name: string): string => `QuickBooks had no “${name}” when its lists were last read. Orders that need it wait until it is there.`,
    inactive: (name: string): string => `“${name}” is inactive in QuickBooks. Orders that need it wait until it is active.`,
    asked: 'QuickBooks’ lists are read again at the next session of the Web Connector.',
  },
  warned: (first: string, more: number): string => `Saved. ${first}${more > 0 ? ` (${formatCount(more)} more like it.)` : ''} Orders that need it wait.`,
  companies: {
    add: 'Set up another company',
    setup: 'Open setup',
    change: 'Change name or password',
    qwc: 'Web Connector file',
    user: 'User name for the Web Connector',
    file: 'Company file',
    noFile: 'none has answered yet',
    lastPoll: 'Web Connector last seen',
    stateWord: { unknown: 'Waiting for the Web Connector', confirm: 'Waits for your word', approved: 'Confirmed', stopped: 'Stopped' },
    held: 'Nothing is written yet: setup is not finished.',
    dialog: 'Change the company',
    qwcChanged: 'The user name has changed: remove the application in the Web Connector and add the new .qwc file.',
    passwordChanged: 'Type the new password into the Web Connector, or it can no longer sign in.',
  },
  stores: {
    add: 'Connect another store',
    checking: 'Checking',
    kind: 'Kind',
    url: 'Address',
    lastPull: 'Orders last read',
    secrets: 'Keys',
    sealed: 'Stored and sealed. They are never shown again.',
    broken: {
      code: 'sealBroken',
      what: 'The keys of this store cannot be opened on this PC.',
      todo: 'Enter them again. Everything else is kept. This happens after moving to another PC or another Windows user.',
    },
    enterAgain: 'Enter the keys again',
    checked: (title: string, version: string): string => (version === '' ? `${title} answers.` : `Signed in to ${title}, version ${version}.`),
    dialog: { add: 'Connect a store', change: 'Change the store' },
    keep: 'Stored. Leave empty to keep it.',
    same: 'It is the same store; it has moved',
  },
  pc: {
    headless: { title: 'Nothing to set here', text: 'Stockbridge runs without its desktop app here, so start at log-in, notifications and updates are the concern of whoever started it.' },
    startAtLogin: { label: 'Start when I sign in to Windows', hint: 'The Web Connector finds the bridge running. Default: on.' },
    notify: { label: 'Tell me when something needs me', hint: 'A Windows notification when something starts to need attention, or the Web Connector stays away. Default: on.' },
    channel: { label: 'Updates', hint: 'Which versions are offered. Default: finished versions.', latest: 'Finished versions', beta: 'Finished and trial versions' },
    port: { label: 'Port', hint: 'The Web Connector calls this port on this PC. Another port means that the .qwc file must be added anew. Empty: the first free one from 47800, kept for ever.', bad: 'Type a whole number from 1024 to 65535, or leave it empty.' },
    folder: { label: 'Data folder', hint: 'Database, logs and backups. It must be on a drive of this PC, not on the network.', choose: 'Choose another', show: 'Open the folder', own: 'Back to the default' },
    restart: { what: 'The new port or data folder takes effect when the bridge is started again.', todo: 'This takes a few seconds; nothing is lost.', now: 'Restart the bridge now' },
    version: (version: string): string => `Stockbridge ${version}`,
    check: 'Look for an update',
    install: 'Restart and update',
    update(update: UpdateState): string {
      switch (update.kind) {
        case 'unavailable': return 'This copy does not update itself.';
        case 'upToDate': return 'This is the newest version.';
        case 'looking': return 'Looking for a newer version …';
        case 'loading': return `Version ${update.version} is being loaded …`;
        case 'ready': return `Version ${update.version} is ready; it takes effect when Stockbridge is started again.`;
        case 'failed': return update.problem.what;
      }
    },
    saved: 'Saved for this PC.',
  },
} as const;
