import type { errors as source } from '../en/errors.ts'
import type { Translation } from '../translation.ts'

export const errors: Translation<typeof source> = {
  'error.input.invalid': '入力内容に問題があります。印の付いた項目を確認してください。',
  'error.input.invalid.request':
    'アプリから届いた要求を理解できませんでした。アプリに戻ってもう一度お試しください。続く場合は、アプリの開発元にお知らせください。',
  'error.input.too-large': '一度に受け取れる量を超えています。減らしてからもう一度お試しください。',
  'error.media.unsupported': 'この種類のデータは読み取れません。指定された形式で送ってください。',
  'error.return-to.refused': '戻り先のアドレスが登録されていないため、安全のためここで停止しました。',
  'error.role.refused': 'このロールはここでは使えません。アプリの開発元にお問い合わせください。',
  'error.role.default-refused':
    '既定のロールは、許可されたロールの中から選ぶ必要があります。アプリの開発元にお問い合わせください。',
  'error.grant.unsupported': 'アプリが求めたアクセス方法には対応していません。アプリの開発元にお知らせください。',
  'error.attempt.invalid':
    'このログインはこのブラウザーで始めたものではありません。アプリに戻り、最初からやり直してください。',
  'error.attempt.expired': 'このログインは期限切れです。アプリに戻り、最初からやり直してください。',
  'error.sign-in.refused':
    'メールアドレスまたはユーザー名とパスワードの組み合わせが正しくありません。両方を確認して、もう一度お試しください。',
  'error.sign-in.refused.passkey':
    'このパスキーでログインできるアカウントはありませんでした。もう一度試すか、別の方法でログインしてください。',
  'error.sign-in.restart': 'このログインは期限切れです。最初からやり直してください。',
  'error.session.required': 'このページを見るにはログインしてください。',
  'error.session.recent-required': '変更する前に、ご本人であることを確認してください。',
  'error.token.invalid': 'このリンクまたはトークンは無効です。新しいものを請求してください。',
  'error.token.used': 'このリンクはすでに使われています。新しいものを請求してください。',
  'error.token.expired': 'このリンクまたはトークンは期限切れです。新しいものを請求してください。',
  'error.proof.missing':
    'このアクセスがアプリのものだという証明がありませんでした。アプリに戻り、最初からやり直してください。',
  'error.proof.invalid': 'このアクセスがアプリのものだという証明が無効です。アプリに戻り、最初からやり直してください。',
  'error.proof.mismatch': 'このアクセスは別のデバイスのものです。アプリに戻り、最初からやり直してください。',
  'error.key.missing': 'このリクエストにはキーが必要です。',
  'error.key.invalid': 'このキーは無効です。',
  'error.account.disabled': 'このアカウントは無効になっています。管理者にお問い合わせください。',
  'error.account.locked':
    '失敗が続いたため、パスワードでのログインを一時的に止めています。しばらくしてからお試しになるか、メールでお送りしたリンクをお使いください。',
  'error.account.unverified': '先にメールアドレスを確認してください。コードをお送りしました。',
  'error.factor.required':
    'このアカウントは2段階認証で保護されていますが、このアプリでは確認できません。当サービスのページからログインしてください。',
  'error.email.refused': 'このアドレスはここでは使えません。別のアドレスをお使いください。',
  'error.administrator.last': '唯一の管理者です。先に別の管理者を任命してください。',
  'error.admin.required': 'このページは管理者だけが見られます。',
  'error.origin.refused':
    'このフォームは別のサイトから送られたため、受け付けませんでした。ページを開き直して、もう一度お試しください。',
  'error.sign-up.closed': '新しいアカウントは招待制です。管理者に追加を依頼してください。',
  'error.satellite.refused': 'ログインはこのサイトの別のアドレスで行います。アプリに戻り、最初からやり直してください。',
  'error.host.refused': 'このアドレスではサービスを提供していません。',
  'error.client.unknown':
    '移動元のアプリが登録されていません。クライアントIDが未登録であることを、アプリの開発元にお知らせください。',
  'error.client.public-without-pkce': 'シークレットのないアプリではPKCEが必須です。PKCEを有効にしてください。',
  'error.client.consent-required':
    '自分で登録を行ったアプリでは、利用者への確認が必須です。同意画面は有効のままにしてください。',
  'error.redirect-uri.duplicate': 'このリダイレクト先が重複しています。一方を削除してください。',
  'error.scope.unknown': '存在しないスコープが含まれています。つづりを確認するか、先に作成してください。',
  'error.user.unknown': 'このユーザーは存在しません。',
  'error.resource.unknown': 'この名前のものはありません。',
  'error.session.unknown': 'このセッションはすでに終了しています。',
  'error.identity.unknown': 'このログイン方法はあなたのアカウントに連携されていません。',
  'error.provider.unknown': 'このログイン方法には対応していません。別の方法をお選びください。',
  'error.provider.disabled': 'このログイン方法は現在無効になっています。別の方法をお選びください。',
  'error.page.unknown': 'このアドレスにページはありません。リンクを確認するか、前のページに戻ってください。',
  'error.email.taken':
    'このアドレスはすでに使われています。そのアドレスでログインするか、別のアドレスをお使いください。',
  'error.email.unverified': 'このアドレスはまだ確認されていません。お送りしたコードを入力してください。',
  'error.email.unverified-conflict':
    '{provider}だけではアカウントを開けません。いつもの方法でログインしてから、アカウントで{provider}を連携してください。',
  'error.username.taken': 'このユーザー名は使われています。別の名前をお選びください。',
  'error.external-id.taken': 'この外部IDは使われています。',
  'error.resource.taken': 'この識別子は使われています。',
  'error.identity.already-linked':
    'このログイン方法は別のアカウントに連携されています。先にそちらの連携を解除してください。',
  'error.identity.last':
    'これは唯一のログイン方法です。先にパスワード、パスキー、または別のログイン方法を追加してください。',
  'error.setup.done': 'このサービスはすでに設定済みです。管理者としてログインしてください。',
  'error.ticket.invalid': 'この手順はこのブラウザーで始めたものではありません。最初からやり直してください。',
  'error.ticket.expired': '時間がかかりすぎたため、この手順は終了しました。最初からやり直してください。',
  'error.ticket.used': 'この手順はすでに完了しています。ログインできていない場合は、最初からやり直してください。',
  'error.ticket.pkce-mismatch': 'この手順はこのブラウザーで始めたものではありません。最初からやり直してください。',
  'error.code.invalid': 'コードが正しくありません。最新のコードで、もう一度お試しください。',
  'error.code.expired': 'このコードは期限切れです。新しいコードを請求してください。',
  'error.code.exhausted': '間違ったコードが続きました。新しいコードを請求してください。',
  'error.code.exhausted.factor': '間違ったコードが続きました。もう一度ログインしてください。',
  'error.password.weak': 'このパスワードは推測されやすいものです。別のパスワードをお選びください。',
  'error.password.weak.short': 'このパスワードは短すぎます。もっと長くしてください。',
  'error.password.weak.long': 'このパスワードは長すぎます。もっと短くしてください。',
  'error.password.weak.common':
    'このパスワードは多くの人が使っているため、真っ先に試されます。別のパスワードをお選びください。',
  'error.password.weak.context':
    'このパスワードには、あなたの名前やアドレス、または当サービスの名前が含まれています。別のパスワードをお選びください。',
  'error.password.weak.breached':
    'このパスワードは、よそで起きた情報漏えいに含まれています。別のパスワードをお選びください。',
  'error.password.weak.compromised':
    'このパスワードはほかの人に知られているおそれがあるため、使えなくなりました。メールでお送りしたリンクから、新しいパスワードをお選びください。',
  'error.password.absent':
    'このアカウントにはパスワードがありません。別の方法でログインするか、新しいパスワードを設定してください。',
  'error.factor.absent': 'このアカウントには2段階認証が設定されていません。',
  'error.rate.limited': '試行回数が多すぎます。少し待ってから、もう一度お試しください。',
  'error.rate.limited.password':
    '失敗が続いたため、パスワードでのログインを一時的に止めています。しばらくしてからお試しになるか、メールでお送りしたリンクをお使いください。',
  'error.upstream.denied': '{provider}でキャンセルされました。もう一度試すか、別の方法でログインしてください。',
  'error.upstream.refused': '{provider}でログインできませんでした。もう一度試すか、別の方法でログインしてください。',
  'error.upstream.exchange-failed':
    '{provider}でログインが完了しませんでした。もう一度試すか、別の方法でログインしてください。',
  'error.upstream.profile-failed':
    '{provider}からプロフィールを受け取れませんでした。もう一度試すか、別の方法でログインしてください。',
  'error.upstream.unreachable':
    '{provider}から応答がありません。しばらくしてから試すか、別の方法でログインしてください。',
  'error.upstream.refresh-missing': '{provider}から継続的なアクセスが得られませんでした。もう一度連携してください。',
  'error.server.busy': 'ただいま混み合っています。数秒待ってから、もう一度お試しください。',
  'error.server.unavailable': 'サービスを一時的に停止しています。1分ほど待ってから、もう一度お試しください。',
  'error.server.fault':
    '当サービスで問題が発生しました。もう一度お試しになり、直らない場合は下のリクエスト番号をお知らせください。',
}
