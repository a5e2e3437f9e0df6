/** The password's hash, and the gate that slows wrong ones down without ever slowing the right one. */
import { describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/calendar.ts';
import { hashPassword, verifyPassword } from '../../src/engine/soap/password.ts';
import { createPasswordGate, type PasswordGate } from '../../src/engine/soap/passwordGate.ts';

describe('the hash', () => {
  it.each(['secret', '', ' blanks ', 'Müller 漢🙂', 'x'.repeat(5_000)])('fits its own password %j and no other', async (password) => {
    const hash = await hashPassword(password);
    expect(hash).toMatch(/^scrypt:32768:8:1:[\w-]{22}:[\w-]{43}$/);
    expect(await verifyPassword(password, hash)).toBe(true);
    expect(await verifyPassword(`${password} `, hash)).toBe(false);
    expect(await verifyPassword(password.toUpperCase() === password ? 'other' : password.toUpperCase(), hash)).toBe(false);
  });

  it('is another one each time', async () => {
    expect(await hashPassword('secret')).not.toBe(await hashPassword('secret'));
  });

  it.each([
    '', 'secret', 'scrypt:32768:8:1::', 'scrypt:0:8:1:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA',
    'scrypt:3:8:1:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA',
    'scrypt:67108864:99:99:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA', 'md5:AAAA',
  ])('that is none of ours (%j) fits nothing, and does not throw', async (hash) => {
    expect(await verifyPassword('secret', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });
});

type Clocked = { readonly gate: PasswordGate; readonly slept: readonly number[]; readonly pass: (milliseconds: number) => void };

/** A gate on a clock that only moves when told; waiting is written down. */
function createClocked(moves = true): Clocked {
  let now = 1_000_000;
  const slept: number[] = [];
  const gate = createPasswordGate({
    now: () => instant(now),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      if (moves) now += milliseconds;
    },
  });
  return { gate, slept, pass: (milliseconds) => { now += milliseconds; } };
}

describe('the gate', () => {
  const hashed = hashPassword('right');

  it('lets the right password through at once and makes a wrong one wait a second', async () => {
    const { gate, slept } = createClocked();
    expect(await gate.check('u', 'right', await hashed)).toBe(true);
    expect(slept).toEqual([]);
    expect(await gate.check('u', 'wrong', await hashed)).toBe(false);
    expect(slept).toEqual([1_000]);
  });

  it('answers at most ten wrong ones a minute, one after the other', async () => {
    const { gate, slept } = createClocked();
    await gate.check('u', 'right', await hashed);
    for (let attempt = 0; attempt < 25; attempt += 1) await gate.check('u', 'wrong', await hashed);
    const answeredAt = slept.map((_unused, index) => slept.slice(0, index + 1).reduce((sum, wait) => sum + wait, 0));
    for (const from of answeredAt) expect(answeredAt.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(10);
  });

  it('holds those that come all at once for up to a minute, and the right one among them not at all', async () => {
    const { gate, slept } = createClocked(false);
    const hash = await hashed;
    const wrong = await Promise.all(Array.from({ length: 30 }, () => gate.check('u', 'wrong', hash)));
    expect(wrong).not.toContain(true);
    expect(slept.filter((wait) => wait === 1_000)).toHaveLength(10);
    expect(slept.filter((wait) => wait === 60_000)).toHaveLength(20);
    const before = slept.length;
    expect(await gate.check('u', 'right', hash)).toBe(true);
    expect(slept).toHaveLength(before);
  });

  it('counts each user by himself, and forgets after a minute', async () => {
    const { gate, slept, pass } = createClocked(false);
    const hash = await hashed;
    for (let attempt = 0; attempt < 11; attempt += 1) await gate.check('a', 'wrong', hash);
    await gate.check('b', 'wrong', hash);
    expect(slept.slice(-2)).toEqual([60_000, 1_000]);
    pass(121_000);
    await gate.check('a', 'wrong', hash);
    expect(slept.at(-1)).toBe(1_000);
  });

  it('treats a user that does not exist like a wrong password', async () => {
    const { gate, slept } = createClocked();
    expect(await gate.check('nobody', 'right', null)).toBe(false);
    expect(await gate.check('nobody', '', null)).toBe(false);
    expect(slept).toEqual([1_000, 1_000]);
  });

  it('forgets the old password with its hash', async () => {
    const { gate } = createClocked();
    expect(await gate.check('u', 'right', await hashed)).toBe(true);
    const changed = await hashPassword('new');
    expect(await gate.check('u', 'right', changed)).toBe(false);
    expect(await gate.check('u', 'new', changed)).toBe(true);
  });

  it('remembers names that nobody can have as one, however long they are', async () => {
    const { gate, slept } = createClocked(false);
    for (let name = 0; name < 10; name += 1) await gate.check(`${String(name)}${'x'.repeat(100_000)}`, 'x', null);
    await gate.check(`other${'y'.repeat(201)}`, 'x', null);
    expect(slept.slice(-2)).toEqual([1_000, 60_000]);
  });

  it('survives thousands of made-up names', async () => {
    const { gate, slept } = createClocked(false);
    for (let name = 0; name < 1_500; name += 1) await gate.check(`name ${String(name)}`, 'x', null);
    expect(Math.max(...slept)).toBe(60_000);
    expect(await gate.check('u', 'right', await hashed)).toBe(true);
  });
});
