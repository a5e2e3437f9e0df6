/** Whom the benchmarks' company is polled by. */

export const USER = 'maple';
export const PASSWORD = 'a password for the bench';
export const FILE_ID = '{11111111-2222-4333-8444-555555555555}';
