import { MongoClient } from 'mongodb';

/** The content of a `mongodb:` URL of Redress. */
export interface MongoUrl {
  /** For the driver: without the path, which would name the authentication database. */
  readonly driverUrl: string;
  /** Prefix of the databases' names. */
  readonly prefix: string;
  /** Addresses as written, without credentials, for messages. */
  readonly hosts: string;
}

/** Continues a sentence that begins with a setting's name. */
export interface MongoUrlFault {
  readonly problem: string;
  readonly example: string;
}

const shape =
  /^(?<scheme>mongodb(?:\+srv)?:\/\/)(?<user>[^/?#]*@)?(?<hosts>[^/?#@]+)(?:\/(?<path>[^?#]*))?(?<query>\?[^#]*)?$/;
const prefixShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** A database name has at most 63 bytes; the longest is `<prefix>-notifications`. */
const prefixLengthMax = 40;
const prefixDefault = 'redress';
const example = 'mongodb://user:password@mongo1:27017,mongo2:27017/redress?replicaSet=rs0';

/** The fault of a URL, never quoting it; `undefined` for a valid one. Contacts no server. */
export function mongoUrlFault(url: string): MongoUrlFault | undefined {
  const read = readMongoUrl(url);
  return 'problem' in read ? read : undefined;
}

/** Throws `RangeError`, never quoting the URL. */
export function parsedMongoUrl(url: string): MongoUrl {
  const read = readMongoUrl(url);
  if ('problem' in read) throw new RangeError(`The URL of MongoDB ${read.problem} Example: ${read.example}`);
  return read;
}

function readMongoUrl(url: string): MongoUrl | MongoUrlFault {
  const { scheme, user = '', hosts, path = '', query = '' } = shape.exec(url)?.groups ?? {};
  if (scheme === undefined || hosts === undefined) return { problem: 'is not a mongodb: URL.', example };
  const prefix = path === '' ? prefixDefault : path;
  if (!prefixShape.test(prefix) || prefix.length > prefixLengthMax) {
    const words = `lower-case words with hyphens, at most ${prefixLengthMax} characters`;
    return { problem: `has a path that cannot begin a database's name: it must be ${words}.`, example };
  }
  const driverUrl = `${scheme}${user}${hosts}/${query}`;
  if (!isAcceptable(driverUrl))
    return { problem: 'has an address, credentials or options that cannot be used.', example };
  return { driverUrl, prefix, hosts };
}

/** Runs the driver's own check. Its message may quote the URL, so it is dropped. */
function isAcceptable(driverUrl: string): boolean {
  try {
    void new MongoClient(driverUrl);
    return true;
  } catch {
    return false;
  }
}
