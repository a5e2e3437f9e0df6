/** A small file of its own (vite.config.ts): the first page's questions go out while the window's code is still being fetched and read. The desktop's port is quicker than that. */
import { askEarly } from './engine/early.ts';
import { ROW_PAGE } from './engine/rowPage.ts';
import { questionOf } from './log/question.ts';
import { firstQuestion } from './pending/question.ts';
import { routeOf } from './routeOf.ts';

if (location.protocol === 'http:') {
  const { tab, query } = routeOf(location.hash);
  askEarly('status.show', {});
  askEarly('setup.state', {});
  if (tab === 'pending' && query['list'] !== 'jobs') askEarly('updates.page', { ...firstQuestion(query), skip: 0, limit: ROW_PAGE });
  else if (tab === 'log') askEarly('log.search', { ...questionOf(query), limit: ROW_PAGE });
  else if (tab === 'dashboard' || tab === '') askEarly('dashboard.show', {});
}
