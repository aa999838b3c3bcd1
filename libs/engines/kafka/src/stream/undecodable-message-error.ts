import { EventingError } from '@redress/eventing';

/** A message on the topic is none of ours, and was left out. Names its place and nothing of its content. */
export class UndecodableMessageError extends EventingError {
  readonly code = 'undecodable-message';

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly offset: string,
  ) {
    super(
      `The message at offset ${offset} of partition ${partition} of ${topic} is no event of Redress and was left out. ` +
        'Only the relay may write to this topic: take the right away from whoever else does.',
    );
  }
}
