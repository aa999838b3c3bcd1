/** Users and groups by right: read, write, delete, read and write metadata. */
export interface AccessList {
  readonly $r: readonly string[];
  readonly $w: readonly string[];
  readonly $d: readonly string[];
  readonly $mr: readonly string[];
  readonly $mw: readonly string[];
}

/** The access control lists of a server, each under its name in the server's format. */
export interface AccessLists {
  /** The data of the newest event in `$settings`: the rights to streams whose metadata name none. */
  readonly $settings: { readonly $userStreamAcl: AccessList; readonly $systemStreamAcl: AccessList };
  /** The metadata of `$all`. */
  readonly $all: { readonly $acl: Pick<AccessList, '$r'> };
}

const ADMINISTRATORS = '$admins';

/**
 * The least rights with which Redress works: its user may read the log, and read and write streams. Only administrators may change metadata
 * and delete, with which a stream is cut or removed. `others` are users and groups of other programs on the server, with the same rights.
 *
 * Streams have no lists of their own: each would be metadata that the user may not write.
 */
export function leastRights(user: string, others: readonly string[] = []): AccessLists {
  const administrators = [ADMINISTRATORS];
  const programs = [...new Set([user, ...others, ...administrators])];
  const ofAdministrators = {
    $r: administrators,
    $w: administrators,
    $d: administrators,
    $mr: administrators,
    $mw: administrators,
  };
  return {
    $settings: {
      // Metadata are read to tell why a stream is cut.
      $userStreamAcl: { ...ofAdministrators, $r: programs, $w: programs, $mr: programs },
      $systemStreamAcl: ofAdministrators,
    },
    $all: { $acl: { $r: programs } },
  };
}
