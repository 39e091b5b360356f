import type { AdapterPayload } from 'oidc-provider'
import type { NewArtifact } from '../../store/artifacts.ts'
import { CodeAdapter } from './code-adapter.ts'

/** Pushed requests, remembered as long as a person may take to answer: one that was answered is not answered again. */
export class PushedRequestAdapter extends CodeAdapter {
  protected override pack(id: string, payload: AdapterPayload, expiresIn: number): NewArtifact {
    return super.pack(id, payload, expiresIn + this.services.config.ttl.interaction)
  }
}
