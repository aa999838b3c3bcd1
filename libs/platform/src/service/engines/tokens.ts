/** Injection tokens of the engines and of what is built on them. Each names the interface or class it stands for. */

/** `RedressConfig` */
export const CONFIG = Symbol('CONFIG');
/** `EventStore` */
export const EVENT_STORE = Symbol('EVENT_STORE');
/** `EventStream` */
export const EVENT_STREAM = Symbol('EVENT_STREAM');
/** `ReadStore` */
export const READ_STORE = Symbol('READ_STORE');
/** `KeyStore` */
export const KEY_STORE = Symbol('KEY_STORE');
/** `AttachmentStore` */
export const ATTACHMENT_STORE = Symbol('ATTACHMENT_STORE');
/** `CounterStore` */
export const COUNTER_STORE = Symbol('COUNTER_STORE');
/** `KeyRing` */
export const KEY_RING = Symbol('KEY_RING');
/** `EventCodec` */
export const EVENT_CODEC = Symbol('EVENT_CODEC');
/** `ServerSecrets` */
export const SERVER_SECRETS = Symbol('SERVER_SECRETS');
/** The 32 bytes that derive or wrap every other key of the server. */
export const MASTER_KEY = Symbol('MASTER_KEY');
/** `Engines` */
export const ENGINES = Symbol('ENGINES');
