import type { SocketDelivery } from './socket-delivery.ts';
import type { Workspace } from './workspace.ts';

/**
 * Breaks the app's websockets again and again while that fault is on.
 * @returns stops it
 */
export const keepDisconnecting = (
  { faults, events }: Workspace,
  socketDelivery: SocketDelivery | null,
): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const follow = () => {
    clearInterval(timer);
    const active = faults.all().find(({ fault }) => fault.kind === 'disconnecting');
    if (active?.fault.kind !== 'disconnecting') return;
    timer = setInterval(() => {
      faults.strike('disconnecting');
      socketDelivery?.disconnect('broken');
    }, active.fault.everyMs);
    timer.unref();
  };
  events.on('faultsChanged', follow);
  return () => {
    clearInterval(timer);
    events.off('faultsChanged', follow);
  };
};
