/** The state of the bridge as one page for people: health, documents by state, shops, problems in words. */
import { formatUtc, type Instant } from '../../domain/calendar.ts';
import type { Output } from '../../contract/contract.ts';
import type { Answer } from '../http/handler.ts';
import { html, page, type Html } from './page.ts';
import { COMPANY_STATE, HEALTH, JOB_STATE, WINDOW_NOTE } from './words.ts';

type Status = Output<'status.show'>;
type Company = Status['companies'][number];
type OpenProblem = Status['problems'][number];

export function statusPage(status: Status, about: { readonly version: string; readonly at: Instant }): Answer {
  return page(200, 'Stockbridge', html`<h1>Stockbridge</h1>
<p class="health ${status.health}">${HEALTH[status.health]}</p>
<p>As of ${moment(about.at)}. <a href="/ui/">Look again</a></p>
${status.companies.length === 0 ? html`<p>No company is set up yet: stop "serve" and run "init".</p>` : problemSection(status)}
${status.companies.map(companySection)}
<h2>About</h2>
<p class="quiet">Stockbridge ${about.version}. ${WINDOW_NOTE}</p>`);
}

function moment(at: Instant | null): Html {
  if (at === null) return html`never`;
  const stamp = formatUtc(at);
  return html`<time datetime="${stamp}">${stamp.replace('T', ' ').replace('Z', ' UTC')}</time>`;
}

function problemSection({ problems, isCut }: Status): Html {
  if (problems.length === 0) return html`<h2>Problems</h2><p>None.</p>`;
  return html`<h2>Problems</h2><ul class="problems">${problems.map(problemItem)}</ul>${isCut ? html`<p>There are more of the same kind.</p>` : ''}`;
}

function problemItem({ label, problem }: OpenProblem): Html {
  const { what, todo, detail } = problem;
  return html`<li><strong>${label}</strong>: ${what}<br>${todo}${detail === undefined || detail === ''
    ? ''
    : html`<details><summary>In the other program's words</summary>${detail}</details>`}</li>`;
}

function companySection(company: Company): Html {
  const { lastSession, companyFile } = company;
  return html`<h2>${company.name}</h2>
<p class="${company.health}">${HEALTH[company.health]}</p>
<dl>
<dt>Company file</dt><dd>${COMPANY_STATE[company.state]}${companyFile === null ? '' : html` ${companyFile.name}, ${companyFile.path}`}</dd>
<dt>Last call of the Web Connector</dt><dd>${moment(company.lastPollAt)}</dd>
<dt>Last session</dt><dd>${lastSession === null ? 'none yet' : html`${moment(lastSession.openedAt)}, ${lastSession.percent} % done. ${lastSession.text}`}</dd>
<dt>Every item last read</dt><dd>${moment(company.lastSweepAt)}${missed(company)}${company.sweepDue ? ' A sweep is due or under way.' : ''}</dd>
</dl>
<table><caption>Documents for QuickBooks</caption><thead><tr><th scope="col">State</th><th scope="col">How many</th></tr></thead><tbody>
${JOB_STATE.map(([state, words]) => html`<tr><th scope="row">${words}</th><td class="number">${company.jobs[state]}</td></tr>
`)}</tbody></table>
${company.connections.length === 0 ? html`<p>No shop is connected.</p>` : shopTable(company)}`;
}

function missed({ lastSweepMissed }: Company): string {
  return lastSweepMissed === null || lastSweepMissed === 0 ? '' : `; it found ${String(lastSweepMissed)} changes that had not been shown before.`;
}

function shopTable({ connections }: Company): Html {
  return html`<table><caption>Shops and their stock updates</caption><thead><tr>
<th scope="col">Shop</th><th scope="col">Orders pulled</th><th scope="col">Pending</th>
<th scope="col">On the way</th><th scope="col">Held</th><th scope="col">Failed</th>
</tr></thead><tbody>
${connections.map(({ name, lastPullAt, updates }) => html`<tr><th scope="row">${name}</th><td>${moment(lastPullAt)}</td>
<td class="number">${updates.pending}</td><td class="number">${updates.pushing}</td>
<td class="number">${updates.held}</td><td class="number">${updates.failed}</td></tr>
`)}</tbody></table>`;
}
