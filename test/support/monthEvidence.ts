/** All that is known of one item when a simulated month finds it wrong: the books, the shops, and what the engine keeps of it, as one text. */
import { formatDay, instant } from '../../src/domain/calendar.ts';
