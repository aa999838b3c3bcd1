import { Logger, type Provider } from '@nestjs/common';
import { CONFIG, type RedressConfig } from '@redress/platform';
import { SmsChannel } from './sms-channel.js';

export const SMS_CHANNEL = Symbol('SMS_CHANNEL');

/** The gateway that the configuration names, or none. */
export const smsChannelProvider: Provider = {
  provide: SMS_CHANNEL,
  inject: [CONFIG],
  useFactory: ({ sms }: RedressConfig): SmsChannel | undefined => {
    const channel = sms === undefined ? undefined : new SmsChannel(sms);
    new Logger('sms').log(`SMS: ${channel?.description ?? 'none (set REDRESS_SMS to send text messages)'}.`);
    return channel;
  },
};
