/** Where the loopback transport answers. Apart from the schemas, because a window asks its first questions before it has read them. */

/** Calls: `/api/<call>`, POST, JSON. */
export const API_PATH = '/api/';
/** Events: GET. */
export const EVENTS_PATH = '/api/events';
