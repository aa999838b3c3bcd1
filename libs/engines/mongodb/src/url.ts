import { MongoClient } from 'mongodb';

/** What a `mongodb:` URL of Redress says. */
export interface MongoUrl {
  /** For the driver: without the path, which would name the database to log in to. */
  readonly driverUrl: string;
  /** What the names of the databases begin with. */
  readonly prefix: string;
  /** Addresses as written, without credentials: fit for messages. */
  readonly hosts: string;
}

/** Continues a sentence that begins with the name of a setting. */
export interface MongoUrlFault {
  readonly problem: string;
  readonly example: string;
}

const shape =
  /^(?<scheme>mongodb(?:\+srv)?:\/\/)(?<user>[^/?#]*@)?(?<hosts>[^/?#@]+)(?:\/(?<path>[^?#]*))?(?<query>\?[^#]*)?$/;
const prefixShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** A database's name has at most 63 bytes; the longest is `<prefix>-notifications`. */
const prefixLengthMax = 40;
const prefixDefault = 'redress';
const example = 'mongodb://user:password@mongo1:27017,mongo2:27017/redress?replicaSet=rs0';

/** What keeps a URL from being used, never quoting it; `undefined` when nothing does. Asks no server. */
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

/** The driver's own check. What it says of a fault may quote the URL, so it is not passed on. */
function isAcceptable(driverUrl: string): boolean {
  try {
    void new MongoClient(driverUrl);
    return true;
  } catch {
    return false;
  }
}
