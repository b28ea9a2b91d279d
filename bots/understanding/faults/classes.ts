/** Classes of words that the patterns of faults name in angle brackets. */
import { listed } from '../lists.ts'

export const FAULT_CLASSES: Readonly<Record<string, readonly string[]>> = {
  tdk: 'tidak belum gagal susah sulit sukar stop berhenti jarang enggan'.split(' '),
  telp: 'telepon panggilan call penelepon menelepon'.split(' '),
  rusak:
    listed(`mati padam down off rusak error hang macet jebol bermasalah gangguan kendala masalah drop copot lepas putus
    terputus tewas ngadat pecah patah korslet konslet kacau rewel ngambek terganggu offline rto lost loss
    disconnect dc ngedrop jelek bocor meledak hilang`),
  dash: listed(
    `grafik rekap laporan statistik data angka jumlah report rekapan rekapitulasi widget counter excel csv pdf`,
  ),
  opd: listed(`opd damkar bpbd dinas psc pmi satpol polres instansi ambulans dispatcher dishub pln dinkes unit polisi
    dispatch petugas lapangan kelurahan rs puskesmas dlh pupr kepolisian tni basarnas dinsos disdik disperkim`),
  /** Whatever can be wrong with a thing. */
  ill: listed(`tidak belum gagal susah mati padam rusak error hang macet bermasalah gangguan kendala masalah drop copot
    lepas putus putus-putus patah pecah ngaco crash force mental keluar logout lemot lag lama berat blank putih
    hitam gelap buram kosong hilang delay telat terlambat dobel nyangkut offline restart loading muter timeout
    bocor kedip kedip-kedip kotor lengket basah ketumpahan kesiram kena gosong bau panas retak goyang kendor
    longgar kresek kecil gema jelek rewel sebelah sendiri miring terus ditolak berhenti diam`),
  salah:
    listed(`salah ngaco nyasar geser bergeser lompat loncat beda pindah meleset melenceng jauh laut ngawur tidak error
    keliru lari nyebrang akurat pergi kabupaten kosong hilang`),
  tiket: 'tiket laporan kejadian form formulir case insiden aduan disposisi'.split(' '),
  layar: listed(`aplikasi halaman tampilan web website situs sistem siaga menu tab browser chrome dashboard portal modul
    fitur`),
}
