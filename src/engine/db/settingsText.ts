/** Settings as their column holds them, laid over the defaults: read at every step of a session and changed once in months, so each text is parsed once. */

/** More texts than any installation has companies and connections; old ones are of settings that were changed. */
const MOST = 200;

/** Makes a reader of its own for one kind of settings. What it gives is shared by all who ask: it is read-only, as its type says. */
export function createSettingsReader<Settings extends object>(defaults: Settings): (json: string) => Settings {
  const kept = new Map<string, Settings>();
  return (json) => {
    let settings = kept.get(json);
    if (settings === undefined) {
      settings = Object.freeze({ ...defaults, ...(JSON.parse(json) as Partial<Settings>) });
      if (kept.size >= MOST) kept.clear();
      kept.set(json, settings);
    }
    return settings;
  };
}
