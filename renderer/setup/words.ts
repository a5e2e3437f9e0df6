/** The sentences of the setup wizard; what differs by kind of store is in wordsStore.ts, the Web Connector's step in wordsConnector.ts, the preview in wordsPreview.ts. */
import { counted } from '../words.ts';
import type { Step } from './steps.ts';

type StepWords = { readonly name: string; readonly title: string; readonly about: string };

export const SETUP_WORDS = {
  title: 'Setup',
  progress: 'Steps of the setup',
  place: (step: number, of: number): string => `Step ${String(step)} of ${String(of)}`,
  done: 'done',
  later: 'Finish later',
  back: 'Back',
  next: 'Next',
  working: 'One moment',
  steps: {
    store: { name: 'Store', title: 'Connect your store', about: 'Stockbridge signs in with a key that you make in the shop. Nothing is changed there before the last step.' },
    company: {
      name: 'Company',
      title: 'Name your company',
      about: 'The name of your QuickBooks company here, and the user name and password with which the Web Connector signs in to Stockbridge.',
    },
    webConnector: {
      name: 'Web Connector',
      title: 'Add Stockbridge to the Web Connector',
      about: 'The Web Connector is Intuit’s program that lets others talk to QuickBooks. It is installed with QuickBooks on this PC.',
    },
    confirm: { name: 'Your company file', title: 'Is this your company?', about: 'Stockbridge writes to the company file that you confirm here, and to no other.' },
    choices: { name: 'Choices', title: 'Choose what is synchronized', about: 'All of this can be changed later in Settings.' },
    preview: {
      name: 'Preview',
      title: 'See what would happen first',
      about: 'Nothing has been written yet, neither in QuickBooks nor in the shop. This is what the first sync would do.',
    },
  } satisfies Record<Step, StepWords>,

  store: {
    kind: 'Kind of store',
    kinds: { woocommerce: 'WooCommerce', csvFolder: 'CSV folder' } as Readonly<Record<string, string>>,
    secrets: {
      consumerKey: { label: 'Consumer key', hint: 'Begins with ck_.' },
      consumerSecret: { label: 'Consumer secret', hint: 'Begins with cs_. It is stored sealed on this PC and never shown again.' },
    } as Readonly<Record<string, { readonly label: string; readonly hint: string }>>,
    keep: 'Stored. Leave empty to keep it.',
    name: { label: 'Name in Stockbridge', hint: 'How this store is called in lists and in the log.' },
    clock: (seconds: number): string => `The shop’s clock and this PC’s differ by ${counted(Math.round(seconds), 'second')}; that is allowed for.`,
    moved: 'It is the same store; it has moved',
    missing: 'Fill this in.',
    show: (label: string): string => `Show ${label.toLowerCase()}`,
    hide: (label: string): string => `Hide ${label.toLowerCase()}`,
  },

  company: {
    name: { label: 'Company name', hint: 'As you call the company in QuickBooks. It stands in the Web Connector’s list.' },
    user: { label: 'User name', hint: 'The Web Connector signs in with it. It need not be a user of QuickBooks or Windows.' },
    password: {
      label: 'Password', hint: 'A good one has been made for you; you may type your own instead. You need it once, in the next step.',
      keep: 'Leave empty to keep the present password.',
    },
    make: 'Make a password',
    makeAnother: 'Make another',
    show: 'Show the password',
    hide: 'Hide the password',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'It could not be copied. Show the password and copy it by hand.',
    strength: 'Strength',
    strengthWord: (word: string): string => `Strength: ${word}`,
  },

  confirm: {
    waiting: {
      title: 'Waiting for QuickBooks to answer',
      text: 'The Web Connector has signed in and asks QuickBooks which company file is open. Keep QuickBooks open. If nothing comes within a minute, press “Update Selected” in the Web Connector.',
    },
    answered: 'QuickBooks answered with this company file:',
    name: 'Company',
    path: 'File',
    product: 'Program',
    country: 'Country',
    closing: 'Books closed up to',
    yes: 'Yes, this is my company',
    no: 'No, it is another one',
    approved: 'You have confirmed this company file. Stockbridge writes to no other.',
    refused: {
      title: 'Then nothing is written to it.',
      steps: [
        'In the Web Connector, remove Stockbridge from the list.',
        'In QuickBooks, close this company file and open the right one, signed in as Admin.',
        'Go back to the step before, and add the .qwc file again.',
      ],
      back: 'Back to the Web Connector',
      change: 'It is my company after all',
    },
  },

  choices: {
    which: 'Store',
    more: 'Items, tax and payment',
    moreAbout: 'What shipping, fees, tax and payments are called in QuickBooks. The preview tells you if one of these names is not known there.',
    stock: 'When QuickBooks and the shop disagree about a number, QuickBooks is right.',
  },

  finished: {
    title: 'Stockbridge is running',
    text: (documents: number, updates: number): string =>
      `${counted(documents, 'document')} will be entered in QuickBooks with the next session of the Web Connector, and ${counted(updates, 'stock number')} ${updates === 1 ? 'is' : 'are'} on the way to the shop. New orders and changes follow by themselves.`,
    plain: 'Setup of this company is complete. New orders and stock changes are synchronized by themselves.',
    dashboard: 'Open the dashboard',
    again: 'Go through the steps again',
  },
} as const;
