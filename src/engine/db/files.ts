/** Names in the data folder. */
export const DATABASE_FILE = 'stockbridge.db';
