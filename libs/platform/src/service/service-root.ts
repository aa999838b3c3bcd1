import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { PlatformModule, type PlatformOptions } from '../platform-module.js';

/** The module that a process is built from: the platform and the applications in it. */
@Module({})
class ServiceRoot {}

export function serviceRoot(module: Type | DynamicModule, options: PlatformOptions): DynamicModule {
  return { module: ServiceRoot, imports: [PlatformModule.forRoot(options), module] };
}
