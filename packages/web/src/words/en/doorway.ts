export const begin = {
  title: 'Welcome to Caravan',
  text: 'You are the first here. Make your account and name the organisation whose mail moves; colleagues are invited later.',
  name: 'Your name',
  email: 'Your email address',
  password: 'Password',
  passwordHint: 'At least 12 characters: several words that do not belong together, or what a password manager makes.',
  organisation: 'Organisation',
  organisationHint: 'The company’s name, as its people write it. An agency writes its own.',
  submit: 'Make the account',
  noToken: {
    title: 'This link is incomplete',
    text: 'Open the whole link that Caravan printed when it started. It ends with #begin_ and a long string of letters.',
  },
  toSignIn: 'I have an account',
} as const

export const signIn = {
  title: 'Sign in',
  email: 'Email address',
  password: 'Password',
  submit: 'Sign in',
  through: 'Sign in with {{name}}',
  nobody:
    'Nobody has an account here yet. The link that makes the first one was printed where Caravan was started; it begins with {{address}}.',
  or: 'or',
  refused: {
    title: 'Address and password do not match an account.',
    remedy: 'Check both. Capital letters count in the password.',
  },
  tooOften: {
    title: 'That was tried too often.',
    remedy: 'Wait a minute, then try again.',
  },
  passkey: 'Sign in with a passkey',
  passkeyRefused: {
    title: 'The passkey was not used.',
    remedy: 'Press the button again and confirm on your device, or sign in with your password.',
  },
  codeTitle: 'One more step',
  codeText: 'Type the six digits that your authenticator app shows for Caravan.',
  code: 'Code',
  codeRefused: {
    title: 'This code is not right, or is used already.',
    remedy: 'Wait for the next one in the app. The clock of the phone has to be right.',
  },
  backupText: 'Type one of the backup codes that you kept. Each works once.',
  backup: 'Backup code',
  useBackup: 'The phone is not at hand',
  useCode: 'Use the app after all',
  other: 'Sign in as somebody else',
} as const
