/** The ISO 4217 code of a currency as QuickBooks names it in its preferences, which give no code. */

/**
 * Names of QuickBooks' built-in currency list, lower case. A name that is not here gives no code: CurrencyQuery has it then, and
 * until it is known an order is not entered in a currency that was only guessed.
 */
const CODES: Readonly<Record<string, string>> = {
  'us dollar': 'USD', 'u.s. dollar': 'USD', 'united states dollar': 'USD', 'canadian dollar': 'CAD', 'australian dollar': 'AUD',
  'new zealand dollar': 'NZD', 'euro': 'EUR', 'british pound sterling': 'GBP', 'british pound': 'GBP', 'pound sterling': 'GBP',
  'swiss franc': 'CHF', 'danish krone': 'DKK', 'norwegian krone': 'NOK', 'swedish krona': 'SEK', 'polish zloty': 'PLN',
  'czech koruna': 'CZK', 'hungarian forint': 'HUF', 'japanese yen': 'JPY', 'chinese yuan renminbi': 'CNY', 'hong kong dollar': 'HKD',
  'singapore dollar': 'SGD', 'taiwan dollar': 'TWD', 'south korean won': 'KRW', 'indian rupee': 'INR', 'thai baht': 'THB',
  'malaysian ringgit': 'MYR', 'philippine peso': 'PHP', 'indonesian rupiah': 'IDR', 'mexican peso': 'MXN', 'brazilian real': 'BRL',
  'argentine peso': 'ARS', 'chilean peso': 'CLP', 'colombian peso': 'COP', 'peruvian nuevo sol': 'PEN', 'south african rand': 'ZAR',
  'israeli new shekel': 'ILS', 'israeli shekel': 'ILS', 'turkish lira': 'TRY', 'russian ruble': 'RUB', 'saudi riyal': 'SAR',
  'uae dirham': 'AED', 'united arab emirates dirham': 'AED', 'jamaican dollar': 'JMD', 'trinidad and tobago dollar': 'TTD',
};

/** A company file without multi-currency keeps its books in the money of the edition's country (HostRet/Country). */
const EDITIONS: Readonly<Record<string, string>> = { US: 'USD', CA: 'CAD', UK: 'GBP', AU: 'AUD' };

/** Empty when neither the name nor, for an empty name, the edition's country tells it. */
export function currencyCode(name: string, country: string): string {
  const plain = name.trim();
  if (plain === '') return EDITIONS[country.trim().toUpperCase()] ?? '';
  return CODES[plain.toLowerCase()] ?? '';
}
