/** Tells whether a folder lies on another computer: SQLite's write-ahead log needs shared memory, which a network drive has not. */

/** What the answer depends on, lent so that every platform can be judged on any. */
export type Surroundings = {
  readonly platform: string;
  /** Linux: the text of /proc/self/mounts; empty elsewhere. */
  readonly mounts: string;
};

const NETWORK_TYPES: ReadonlySet<string> = new Set([
  'nfs', 'nfs4', 'cifs', 'smb', 'smb2', 'smb3', 'smbfs', 'ncpfs', 'afs', 'ceph', 'glusterfs', 'lustre', 'gpfs', 'davfs', 'fuse.sshfs',
  'fuse.davfs2', 'fuse.rclone', 'fuse.smbnetfs',
]);

/**
 * `path`: absolute, links and drive letters resolved as far as the system does (Windows gives `\\server\share` for a mapped drive).
 * Returns what the folder lies on in plain words, or null for a drive of this PC or one that cannot be told.
 */
export function networkPlace(path: string, { platform, mounts }: Surroundings): string | null {
  if (platform === 'win32') {
    const match = /^(?:\\\\\?\\UNC\\|\\\\|\/\/)([^\\/?.][^\\/]*)[\\/]/i.exec(path);
    return match === null ? null : `the computer "${match[1] ?? ''}"`;
  }
  const type = mountType(path, mounts);
  return type !== null && NETWORK_TYPES.has(type) ? `a network drive (${type})` : null;
}

/** The file system of the longest mount point above `path`, the last of equals (proc(5): device, mount point, type; blanks as \040). */
function mountType(path: string, mounts: string): string | null {
  let longest = -1;
  let found: string | null = null;
  for (const line of mounts.split('\n')) {
    const [, escaped = '', type] = line.split(' ');
    const point = escaped.replace(/\\([0-7]{3})/g, (_match, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const isAbove = point !== '' && (path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`));
    if (!isAbove || type === undefined || point.length < longest) continue;
    longest = point.length;
    found = type;
  }
  return found;
}
