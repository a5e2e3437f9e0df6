/**
 * Times as QuickBooks writes and compares them: the PC's wall clock, with the zone's winter offset all year round (QBXML fact sheet §10).
 */
import { DAY, HOUR, instant, MINUTE, toLocalStamp } from '../../domain/calendar.ts';

export type Stamps = {
  /** `2026-07-01T09:30:00`: what filters are compared with. */
  readonly wall: (at: number) => string;
  /** `2026-07-01T09:30:00-05:00`: what answers show. In summer the offset is wrong by an hour. */
  readonly shown: (at: number) => string;
  /** The day on the wall. */
  readonly day: (at: number) => string;
  /**
   * Reads a DATETIMETYPE as a wall-clock stamp. `end` fills a date without time with 23:59:59. Null: no such time, or outside 1970–2038.
   */
  readonly parse: (text: string, end: boolean) => string | null;
};

const FORM = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:([+-])(\d{1,2}):(\d{1,2}))?)?)?)?$/;
const MANY = 50_000;

function offsetAt(at: number, zone: string): number {
  return Date.parse(`${toLocalStamp(instant(at), zone)}Z`) - Math.floor(at / 1000) * 1000;
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The smaller of the January and July offsets is standard time, north and south of the equator. */
function standardOffset(at: number, zone: string): number {
  const year = new Date(at).getUTCFullYear();
  return Math.min(offsetAt(Date.UTC(year, 0, 1), zone), offsetAt(Date.UTC(year, 6, 1), zone));
}

export function createStamps(zone: string): Stamps {
  const walls = new Map<number, string>();
  const years = new Map<number, string>();
  const wall = (at: number): string => {
    const second = Math.floor(at / 1000);
    let text = walls.get(second);
    if (text === undefined) {
      if (walls.size > MANY) walls.clear();
      text = toLocalStamp(instant(second * 1000), zone);
      walls.set(second, text);
    }
    return text;
  };
  const standard = (at: number): string => {
    const year = new Date(at).getUTCFullYear();
    let text = years.get(year);
    if (text === undefined) {
      text = offsetText(standardOffset(at, zone));
      years.set(year, text);
    }
    return text;
  };
  return {
    wall,
    shown: (at) => wall(at) + standard(at),
    day: (at) => wall(at).slice(0, 10),
    parse: (text, end) => {
      const match = FORM.exec(text.trim());
      if (match === null) return null;
      const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
      const whole = match[4] === undefined;
      const clockParts = match.slice(4, 7).map((part: string | undefined) => Number(part ?? 0));
      const [hour = 0, minute = 0, second = 0] = whole && end ? [23, 59, 59] : clockParts;
      if (hour > 23 || minute > 59 || second > 59) return null;
      let clock = Date.UTC(year, month - 1, day, hour, minute, second);
      if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day || month < 1 || month > 12) return null;
      if (match[7] !== undefined) {
        // With an offset QuickBooks thinks in standard time all year (fact sheet §10: "expects the same wrong offset or none").
        const given = (Number(match[8]) * HOUR + Number(match[9]) * MINUTE) * (match[7] === '-' ? -1 : 1);
        clock += standardOffset(clock, zone) - given;
      }
      if (clock < 0 || clock > Date.UTC(2038, 0, 19, 3, 14, 7) + DAY) return null;
      return new Date(clock).toISOString().slice(0, 19);
    },
  };
}
