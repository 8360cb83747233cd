import { english as base } from '../../sample/english.ts'
import type { Voice } from '../../sample/scene.ts'

/** Letters about doors in English. */
export const english: Voice = {
  ...base,
  currency: 'EUR',
  correspondents: [
    ['Helen Carraway', 'Helen', 'h.carraway@millbrook-homes.example', 'Millbrook Homes', 'Leeds'],
    ['Marcus Feld', 'Marcus', 'marcus.feld@feld-bau.example', 'Feld Bau', 'Dresden'],
    ['Aoife Brennan', 'Aoife', 'aoife@harbourside-hotel.example', 'Harbourside Hotel', 'Cork'],
    ['Jonas Wikström', 'Jonas', 'jonas.wikstrom@nordporten.example', 'Nordporten', 'Malmö'],
    ['Claire Dumont', 'Claire', 'c.dumont@atelier-dumont.example', 'Atelier Dumont', 'Lyon'],
    ['Rashid Siddiqui', 'Rashid', 'rashid@crescent-fitout.example', 'Crescent Fit-out', 'Dubai'],
    ['Petra Horvath', 'Petra', 'horvath@duna-klinika.example', 'Duna Klinika', 'Győr'],
    ['Owen Price', 'Owen', 'owen.price@stgiles-school.example', 'St Giles School', 'Bristol'],
  ].map(([name = '', greeted = '', address = '', firm = '', city = '']) => ({ name, greeted, address, firm, city })),
  products: [
    { name: 'oak veneer interior doors, 2000 × 800', unit: 'leaves', price: 214, quantity: 48 },
    { name: 'steel entrance doors RC3', unit: 'sets', price: 890, quantity: 12 },
    { name: 'fire doors EI60 with closers', unit: 'sets', price: 640, quantity: 26 },
    { name: 'sliding doors with hidden track', unit: 'sets', price: 372, quantity: 18 },
    { name: 'acoustic doors, 42 dB', unit: 'leaves', price: 455, quantity: 30 },
  ],
  scenes: [
    {
      subject: (f) => `Offer for ${f.product}`,
      steps: [
        {
          from: 'them',
          body: (f) =>
            `${f.theirFirm} is refitting a building in ${f.city} and needs ${f.ofProduct}, ${f.quantity} in all. Could you make us an offer with frames, handles and fitting, and say from when you could deliver?\n\nThe walls are between 95 and 140 mm; the plan of the openings can follow.`,
        },
        {
          from: 'us',
          after: 1,
          attach: 'quotation.pdf',
          body: (f) =>
            `Thank you for asking us. Offer ${f.number} is attached: ${f.quantity} at ${f.price}, ${f.total} in all, delivered to ${f.city} and fitted. It holds until ${f.later}.\n\nBefore production we measure every opening ourselves; that is included.`,
        },
        {
          from: 'them',
          after: 5,
          body: (f) =>
            `Our architect likes the sample. Two questions: does the price of ${f.price} include the seals, and can the measuring be done before ${f.soon}? The site is open from seven.`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `The seals are included, yes. Our fitter comes for the measuring before ${f.soon}; he needs about three hours and somebody with the keys.`,
        },
        {
          from: 'them',
          after: 3,
          body: (f) => `Agreed. Please take offer ${f.number} as ordered. The plan is with you today.`,
        },
      ],
    },
    {
      subject: (f) => `Measurements, order ${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'measurements.csv',
          body: (f) =>
            `We have measured all openings in ${f.city}; the table is attached. Three of them are out of square by more than 8 mm: please let the plasterer look at these before ${f.soon}, or we order wider casings.`,
        },
        {
          from: 'them',
          after: 2,
          attach: 'photo.png',
          body: () =>
            `Thank you. The plasterer comes on Thursday. A picture of the worst opening is attached; the floor there will rise by another 15 mm, so please measure from the line on the wall.`,
        },
        {
          from: 'us',
          after: 1,
          body: () =>
            `Seen, and corrected in the table: leaf 15 mm shorter, frame as it was. This goes into production on Monday.`,
        },
      ],
    },
    {
      subject: (f) => `Invoice ${f.number}`,
      steps: [
        {
          from: 'us',
          attach: 'invoice.pdf',
          body: (f) =>
            `Attached is invoice ${f.number} over ${f.total} for ${f.ofProduct}, ${f.quantity}. We would be glad of your payment by ${f.later}.`,
        },
        {
          from: 'them',
          after: 8,
          body: (f) => `Invoice ${f.number} was paid this morning. Thank you for the quick fitting.`,
        },
      ],
    },
    {
      subject: (f) => `Delivery of ${f.product}`,
      steps: [
        {
          from: 'us',
          attach: 'packing-list.csv',
          body: (f) =>
            `Your doors are ready: ${f.quantity}, packed standing on nine pallets. The lorry can be in ${f.city} on ${f.soon}. Is there a forklift, and where may it stop?`,
        },
        {
          from: 'them',
          after: 1,
          body: () =>
            `There is one until four o'clock. Please use the gate on the river side; the front is closed for the new paving.`,
        },
      ],
    },
    {
      subject: (f) => `Scratched leaves, order ${f.number}`,
      steps: [
        {
          from: 'them',
          attach: 'large-photo.png',
          body: (f) =>
            `Two of the ${f.ofProduct} have a scratch along the lock side, see the picture. The packing was whole, so it must have happened before. Can you exchange them before we open on ${f.later}?`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `I am sorry. Two new leaves are in the lacquer shop today and will be hung by ${f.soon}; you need not send the others back before that.`,
        },
        { from: 'them', after: 6, body: () => `They are hung and close as they should. Thank you!` },
      ],
    },
  ],
  enquiries: [],
}
