import type { AdapterPayload } from 'oidc-provider'
import { minutes } from '../../kit/clock.ts'
import type { NewArtifact } from '../../store/artifacts.ts'
import { CodeAdapter } from './code-adapter.ts'

const purpose = 'user-code'
// After its end a device code is still known for a while, so that the device learns that it has expired.
const remembered = minutes(10)

/** Device codes, found also by the short code a person types: too short to be hidden by a plain digest. */
export class DeviceCodeAdapter extends CodeAdapter {
  override async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const { store, vault, clock } = this.services
    for (const mac of vault.macs(purpose, userCode)) {
      const stored = await store.artifacts.findByUserCode(this.model, mac, clock.now())
      if (stored) return this.unpack(stored)
    }
    return undefined
  }

  /**
   * Not told to the engine, which would end the grant: the code never leaves the device, and one that polls again, since
   * the answer was lost, is no thief. `consume` still lets one poll through.
   */
  protected override isUsed(): boolean {
    return false
  }

  protected override pack(id: string, payload: AdapterPayload, expiresIn: number): NewArtifact {
    const packed = super.pack(id, payload, expiresIn + remembered)
    return { ...packed, userCode: payload.userCode && this.services.vault.mac(purpose, payload.userCode) }
  }
}
