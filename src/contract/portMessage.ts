/** The name under which the preload hands the engine's port to the page. */
export const PORT_MESSAGE = 'engine-port';
