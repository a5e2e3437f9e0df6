/** The status as lines for people. */
import type { CompanyStatus, Status, StatusProblem } from '../engine/host/status.ts';

const JOB_WORDS: readonly (readonly [keyof CompanyStatus['jobs'], string])[] = [
  ['done', 'in QuickBooks'], ['ready', 'ready'], ['waiting', 'waiting'], ['sent', 'on the way'], ['inDoubt', 'in doubt'],
  ['needsAttention', 'need attention'], ['cancelled', 'cancelled'],
];

const UPDATE_WORDS: readonly (readonly [keyof CompanyStatus['connections'][number]['updates'], string])[] = [
  ['pending', 'pending'], ['pushing', 'on the way'], ['held', 'held for approval'], ['failed', 'failed'],
];

const STATE_WORDS: Readonly<Record<CompanyStatus['state'], string>> = {
  unknown: 'no company file has answered yet',
  confirm: 'waiting for you to confirm the company file',
  approved: 'company file approved',
  stopped: 'STOPPED: nothing is written',
};

/** `3 in QuickBooks, 1 waiting`; zeros are left out. */
function counts(pairs: readonly (readonly [number, string])[], none: string): string {
  const shown = pairs.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`);
  return shown.length === 0 ? none : shown.join(', ');
}

function companyLines(company: CompanyStatus): readonly string[] {
  const { lastSession, lastSweep } = company;
  const missed = lastSweep?.missed ?? 0;
  const session = lastSession === null ? 'none yet' : `${lastSession.lastCallAt}  ${String(lastSession.percent)} %  ${lastSession.text}`;
  const drifted = lastSweep?.report?.drifted ?? 0;
  const sweep = (missed > 0 ? `, found ${String(missed)} changes that QuickBooks' filter had not shown` : '')
    + (drifted > 0 ? `, ${String(drifted)} listings that showed another number (${String(lastSweep?.report?.mended ?? 0)} mended)` : '');
  return [
    '',
    `${company.name}: ${STATE_WORDS[company.state]}`,
    ...(company.companyFile === null ? [] : [`  File          ${company.companyFile.name}  ${company.companyFile.path}`]),
    `  Documents     ${counts(JOB_WORDS.map(([state, word]) => [company.jobs[state], word]), 'none yet')}`,
    `  Last poll     ${company.lastPoll ?? 'never'}`,
    `  Last session  ${session}`,
    `  Last sweep    ${lastSweep === null ? 'none yet' : `${lastSweep.at}${sweep}`}`,
    ...company.oversold.map(({ text }) => `  ${text}`),
    ...company.connections.flatMap(({ name, url, updates, lastPull, unreadableOrders, behind }) => [
      `  ${name}  ${url}`,
      `    Orders pulled  ${lastPull ?? 'never'}${unreadableOrders > 0 ? `, ${String(unreadableOrders)} could not be read` : ''}`,
      `    Updates        ${counts(UPDATE_WORDS.map(([state, word]) => [updates[state], word]), 'none open')}${behind === null ? '' : `; ${String(behind.updates)} behind, oldest from ${behind.since}`}`,
    ]),
  ];
}

function problemLines(one: StatusProblem): readonly string[] {
  const where = [...new Set([one.company, one.connection, one.label])].filter((part) => part !== null).join(' / ');
  return [`  ${where}${one.about === 'inDoubt' ? ' (in doubt)' : ''}: ${one.what}`, `    ${one.todo}`,
    ...(one.detail === undefined || one.detail === '' ? [] : [`    (${one.detail})`])];
}

/** One line each: a name with a line break in it must not look like another line of ours. */
export function statusText(status: Status): readonly string[] {
  return linesOf(status).map((line) => line.replace(/[\r\n]+/g, ' '));
}

function linesOf(status: Status): readonly string[] {
  return [
    `Stockbridge  ${status.folder}  ${status.running ? 'running' : 'NOT running'}`,
    `At ${status.at}${status.port === null ? '' : `, port ${String(status.port)}`}. All times are UTC.`,
    ...(status.companies.length === 0 ? ['', 'No company is set up yet: run "init".'] : status.companies.flatMap(companyLines)),
    '',
    ...(status.problems.length === 0 ? ['No problems.'] : [`Problems: ${String(status.problems.length)}${status.isCut ? ' and more' : ''}`,
      ...status.problems.flatMap(problemLines)]),
  ];
}
