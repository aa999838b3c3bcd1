import { Module, type DynamicModule } from '@nestjs/common';
import { OperationsModule, type RedressConfig, type RelayEngines } from '@redress/platform';
import { RELAY_ENGINES, RELAY_OPTIONS, RelayService, type RelayServiceOptions } from './relay-service.js';

/** Copies what is recorded to Kafka. It holds no keys: all that it sees of a person is ciphertext. */
@Module({})
export class RelayModule {
  static forRoot(config: RedressConfig, engines: RelayEngines, options: RelayServiceOptions): DynamicModule {
    return {
      module: RelayModule,
      imports: [OperationsModule.forRoot(config)],
      providers: [
        { provide: RELAY_ENGINES, useValue: engines },
        { provide: RELAY_OPTIONS, useValue: options },
        RelayService,
      ],
    };
  }
}
