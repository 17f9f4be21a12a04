window.EN = [
  { id: 1, name: 'ひなた保育園', area: '東町', encho: true, ichiji: true, zero: true },
  { id: 2, name: 'みずほ保育園', area: '本町', encho: true, ichiji: false, zero: true },
  { id: 3, name: 'こぐま保育園', area: '西町', encho: false, ichiji: true, zero: true },
  { id: 4, name: '花園第一保育園', area: '本町', encho: true, ichiji: false, zero: false },
  { id: 5, name: 'つくし小規模保育室', area: '南町', encho: false, ichiji: false, zero: true }
];
window.JOKEN = { encho: '延長保育がある', ichiji: '一時保育がある', zero: '0歳児を預かる' };
