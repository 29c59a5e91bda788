import { App, type ReceiverEvent } from '@slack/bolt';

/**
 * Bolt's app, but that it acknowledges an event (a mention, a direct message) once its listeners are through, as they
 * do with commands and buttons. Bolt alone acknowledges it before it calls them, and so before what it asks for is kept.
 */
export class PatientApp extends App {
  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (event.body['type'] !== 'event_callback') return super.processEvent(event);
    await super.processEvent({ ...event, ack: () => Promise.resolve() });
    await event.ack();
  }
}
