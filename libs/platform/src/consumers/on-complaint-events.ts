import { applyDecorators, Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { COMPLAINT_EVENTS_TOPIC } from '@redress/contracts';
import { throwError, type Observable } from 'rxjs';

/** Hands a handler's own error to the transport. Nest's default would replace it by one that says nothing. */
@Catch()
class HandOnFailure implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** A handler of this service's batches of complaint events: `@OnComplaintEvents(ANALYTICS_EVENTS) apply(batch: EventBatch)`. */
export function OnComplaintEvents(transportId: symbol): MethodDecorator {
  return applyDecorators(EventPattern<string>(COMPLAINT_EVENTS_TOPIC, transportId), UseFilters(HandOnFailure));
}
