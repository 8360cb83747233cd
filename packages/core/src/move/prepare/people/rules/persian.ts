/**
 * Names that are met most, as their bearers usually spell them. Persian script leaves short vowels out, so that a name
 * outside of this list can only be spelled by its consonants (`mhrdad`), which is always said to be a guess.
 */
const NAMES = `محمد mohammad احمد ahmad محمود mahmoud حامد hamed حمید hamid علی ali حسن hasan حسین hossein رضا reza
  مهدی mehdi امیر amir عباس abbas اکبر akbar اصغر asghar جعفر jafar کاظم kazem صادق sadegh باقر bagher تقی taghi نقی naghi
  ابراهیم ebrahim اسماعیل esmaeil یوسف yousef یعقوب yaghoub موسی mousa عیسی eisa داود davoud سلیمان soleiman یحیی yahya
  محسن mohsen مجید majid مسعود masoud مصطفی mostafa مرتضی morteza منصور mansour ناصر naser نادر nader کریم karim رحیم rahim
  سعید saeed سیاوش siavash سینا sina سهراب sohrab سروش soroush شاهین shahin شهرام shahram شهریار shahriar فرهاد farhad
  فرزاد farzad فرید farid فریدون fereydoun کامران kamran کاوه kaveh کوروش kourosh داریوش dariush آرش arash آرمان arman
  آرمین armin آریا aria بهرام bahram بهمن bahman بهزاد behzad بهنام behnam بابک babak پویا pouya پیمان peyman پژمان pejman
  پرویز parviz جمشید jamshid جواد javad خسرو khosrow رامین ramin روزبه rouzbeh سامان saman میلاد milad نیما nima هادی hadi
  هومن houman وحید vahid یاسر yaser ایمان iman امید omid احسان ehsan عرفان erfan ابوالفضل abolfazl فاطمه fatemeh
  زهرا zahra مریم maryam زینب zeinab معصومه masoumeh سارا sara نرگس narges لیلا leila الهام elham الهه elaheh
  ندا neda نازنین nazanin نسرین nasrin پروین parvin پریسا parisa سمیرا samira سحر sahar شیرین shirin شیوا shiva
  مینا mina مهسا mahsa مهناز mahnaz میترا mitra نیلوفر niloufar هانیه hanieh ریحانه reyhaneh راضیه razieh سمیه somayeh
  اعظم azam اکرم akram طاهره tahereh صدیقه sedigheh فرشته fereshteh فریبا fariba آزاده azadeh آیدا ayda بهاره bahareh
  محمدی mohammadi احمدی ahmadi حسینی hosseini رضایی rezaei رضائی rezaei کریمی karimi موسوی mousavi جعفری jafari
  هاشمی hashemi صادقی sadeghi مرادی moradi حیدری heydari قاسمی ghasemi اکبری akbari ابراهیمی ebrahimi نوری nouri
  رحیمی rahimi میرزایی mirzaei علوی alavi طاهری taheri رستمی rostami نجفی najafi امینی amini زارع zare شریفی sharifi
  سلیمانی soleimani یوسفی yousefi عباسی abbasi فرهادی farhadi کاظمی kazemi شیرازی shirazi تهرانی tehrani اصفهانی esfahani
  تبریزی tabrizi نژاد nejad زاده zadeh پور pour سید seyed میر mir حاجی haji`

const LETTERS = `ا a آ a ب b پ p ت t ث s ج j چ ch ح h خ kh د d ذ z ر r ز z ژ zh س s ش sh ص s ض z ط t ظ z ع - غ gh ف f ق gh
  ک k گ g ل l م m ن n و v ه h ی y ء - ئ e ؤ o أ a إ e ة h ى a َ a ُ o ِ e ّ - ْ - ً an ٌ - ٍ - ٔ -
  ۰ 0 ۱ 1 ۲ 2 ۳ 3 ۴ 4 ۵ 5 ۶ 6 ۷ 7 ۸ 8 ۹ 9 ٠ 0 ١ 1 ٢ 2 ٣ 3 ٤ 4 ٥ 5 ٦ 6 ٧ 7 ٨ 8 ٩ 9`

const pairs = (source: string): ReadonlyMap<string, string> => {
  const words = source.trim().split(/\s+/)
  const found = new Map<string, string>()
  for (let at = 0; at + 1 < words.length; at += 2)
    found.set(words[at] ?? '', words[at + 1] === '-' ? '' : (words[at + 1] ?? ''))
  return found
}

const KNOWN = pairs(NAMES)
const BY_LETTER = pairs(LETTERS)
/** Second halves of compound surnames, joined with or without a zero-width non-joiner: کریم‌زاده, حسینپور. */
const ENDINGS = ['زاده', 'نژاد', 'پور'] as const

/** A Persian word in Latin letters; `sure` only where each of its parts is in the list. */
export function spellPersian(word: string): { text: string; sure: boolean } {
  const plain = word.replaceAll('ي', 'ی').replaceAll('ك', 'ک').replaceAll('ۀ', 'ه').replaceAll('\u200c', '')
  const known = KNOWN.get(plain)
  if (known !== undefined) return { text: known, sure: true }
  for (const ending of ENDINGS) {
    const start = plain.slice(0, -ending.length)
    if (!plain.endsWith(ending) || start === '') continue
    const { text, sure } = spellPersian(start)
    return { text: text + (KNOWN.get(ending) ?? ''), sure }
  }
  const letters = Array.from(plain)
  const text = letters.map((letter, at) =>
    at === letters.length - 1 && letter === 'ی' ? 'i' : (BY_LETTER.get(letter) ?? letter),
  )
  return { text: text.join(''), sure: false }
}
