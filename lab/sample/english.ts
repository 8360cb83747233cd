import { grouped, type Voice } from './scene.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

export const english: Voice = {
  language: 'en',
  zone: 0,
  direction: 'ltr',
  reply: 'Re: ',
  currency: 'GBP',
  number: (value, decimals = 0) => grouped(value, decimals, ',', '.'),
  date: (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`,
  greeting: (name) => `Dear ${name},`,
  closing: 'Kind regards,',
  correspondents: [
    {
      name: 'Margaret Oyelaran',
      greeted: 'Margaret',
      address: 'm.oyelaran@fairhaven-interiors.example',
      firm: 'Fairhaven Interiors',
      city: 'Bristol',
    },
    {
      name: 'Tom Whitcombe',
      greeted: 'Tom',
      address: 'tom@whitcombe-sons.example',
      firm: 'Whitcombe & Sons',
      city: 'Hull',
    },
    {
      name: 'Priya Raman',
      greeted: 'Priya',
      address: 'purchasing@tamarind-home.example',
      firm: 'Tamarind Home',
      city: 'Leeds',
    },
    {
      name: 'Jürgen Förster',
      greeted: 'Jürgen',
      address: 'j.foerster@nordkontor.example',
      firm: 'Nordkontor',
      city: 'Bremen',
    },
  ],
  products: [
    { name: 'oak floorboards, 20 mm, brushed', unit: 'm²', price: 38.5, quantity: 640 },
    { name: 'hand-knotted wool runners, 80 × 300 cm', unit: 'pieces', price: 112, quantity: 60 },
    { name: 'glazed terracotta tiles, 15 × 15 cm', unit: 'm²', price: 27.4, quantity: 420 },
    { name: 'brass door handles, satin', unit: 'sets', price: 18.9, quantity: 900 },
  ],
  scenes: [
    {
      subject: (f) => `Quotation for ${f.product}`,
      steps: [
        {
          from: 'them',
          body: (f) =>
            `We are fitting out two showrooms in ${f.city} this year and are looking for ${f.ofProduct}. Could you quote for ${f.quantity}, delivered to our warehouse, and tell us how long you would need?\n\nIf there is a better price for a larger lot, please mention it; we may combine this order with the one for the autumn.`,
        },
        {
          from: 'us',
          after: 1,
          attach: 'quotation.pdf',
          body: (f) =>
            `Thank you for your enquiry. Our quotation ${f.number} is attached: ${f.quantity} at ${f.price}, ${f.total} in all, delivered to ${f.city}. The price holds until ${f.later}.\n\nWe have about half of the quantity in stock; the rest would follow within five weeks. From twice the quantity we can take four per cent off.`,
        },
        {
          from: 'them',
          after: 4,
          body: (f) =>
            `The price is fine. Before I place the order, could you send one sample so that the architect can compare the colour? We would need it by ${f.soon}.`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `The sample left this afternoon by courier and should be with you well before ${f.soon}. There is no charge for it.\n\nI have reserved the stock for you until the end of the month.`,
        },
      ],
    },
    {
      subject: (f) => `Order ${f.number}: shipment`,
      steps: [
        {
          from: 'us',
          attach: 'packing-list.csv',
          body: (f) =>
            `Your order ${f.number} (${f.ofProduct}, ${f.quantity}) was loaded today. The vessel is due on ${f.later}; the packing list is attached.\n\nPlease let me have the name of your customs agent so that we can send the originals straight to them.`,
        },
        {
          from: 'them',
          after: 2,
          body: (f) =>
            `Thanks, that is good news. Our agent is Calloway Forwarding; they already have a copy of the packing list. Could the driver call the warehouse an hour ahead? The yard in ${f.city} is narrow and we have to move two lorries first.`,
        },
        {
          from: 'us',
          after: 1,
          body: () =>
            `I have put the telephone number of the warehouse on the delivery note and spoken to the haulier. He will call an hour ahead.`,
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
            `Please find attached our invoice ${f.number} over ${f.total} for ${f.ofProduct}, ${f.quantity}. It is payable within 30 days, that is by ${f.later}.`,
        },
        {
          from: 'them',
          after: 6,
          body: (f) =>
            `Our accounts department cannot match invoice ${f.number}: the order says ${f.quantity}, but the delivery note was signed for two fewer. Could you check and, if need be, send a corrected one?`,
        },
        {
          from: 'us',
          after: 2,
          body: () =>
            `You are right, and I am sorry for the trouble: two were held back because of damaged packing and went out a week later under a delivery note of their own. A copy is on its way to your accounts department, so the invoice stands as it is.`,
        },
      ],
    },
    {
      subject: (f) => `Damage on arrival, order ${f.number}`,
      steps: [
        {
          from: 'them',
          attach: 'photo.png',
          body: (f) =>
            `We unpacked the delivery this morning. One pallet has been wet: the lower layer of ${f.ofProduct} is stained and cannot be sold. A picture is attached. The driver noted it on the waybill.`,
        },
        {
          from: 'us',
          after: 1,
          body: (f) =>
            `I am very sorry to see this. Please keep the pallet until the surveyor has been; I have asked him to come before ${f.soon}. Replacement goods are booked on Friday's lorry, and you will have a credit note for the difference.`,
        },
        {
          from: 'them',
          after: 5,
          body: () =>
            `The replacement arrived complete and dry. Thank you for the quick help. You may close the claim.`,
        },
      ],
    },
  ],
  enquiries: [
    [
      'Opening hours of the showroom',
      'Good morning,\n\nis your showroom open on Saturdays? We would like to look at floorboards before we decide.\n\nMany thanks\nHelen Marsh',
    ],
    [
      'Catalogue request',
      'Hello,\n\ncould you please send your current catalogue and the trade price list to the address below?\n\n14 Quay Street, Bristol\nBeckett & Rowe Architects',
    ],
    [
      'Speaking at the importers’ forum',
      'Dear Sir or Madam,\n\nwe would be delighted if one of your colleagues could speak about small shipments at our forum in May. May I call you this week?\n\nYours faithfully\nRobert Ainsley',
    ],
    [
      'Wrong item delivered',
      'Hi,\n\nI ordered satin handles and received polished ones (order 4471). How do I send them back?\n\nThanks,\nLucy',
    ],
  ],
}
