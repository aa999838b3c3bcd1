import type { CommandSource } from '@redress/complaints';

/** As whom this service records what it did. */
export const SERVICE: CommandSource = { caller: 'service:notification', actor: { id: 'notification', role: 'system' } };
