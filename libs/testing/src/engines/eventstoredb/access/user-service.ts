import { status } from '@grpc/grpc-js';
import type { EventLog } from '../event-log.js';
import { users } from '../protocol.js';
import { invalid, Refusal } from '../refusals.js';
import { type Access, storedUserOf, USER_CREATED } from './access.js';

type CreateReq = InstanceType<typeof users.CreateReq>;
type CreateResp = InstanceType<typeof users.CreateResp>;

/** Creates users, whom the server keeps as events. */
export class UserService {
  private readonly log: EventLog;
  private readonly access: Access;

  constructor(log: EventLog, access: Access) {
    this.log = log;
    this.access = access;
  }

  /** Throws a refusal for a name that is taken. */
  create(request: CreateReq): CreateResp {
    const options = request.getOptions();
    const username = options?.getLoginName() ?? '';
    if (options === undefined || username === '') throw invalid('A user needs a name.');
    if (this.access.knows(username)) throw userConflict(username);
    const user = storedUserOf({ username, password: options.getPassword(), groups: options.getGroupsList() });
    this.log.writeAtOnce(() => this.log.writeSystem(`$user-${username}`, USER_CREATED, user));
    return new users.CreateResp();
  }
}

function userConflict(username: string): Refusal {
  return new Refusal(status.FAILED_PRECONDITION, `User ${username} already exists.`, {
    exception: 'user-conflict',
    'login-name': username,
  });
}
