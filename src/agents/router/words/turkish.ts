import type { WordTable } from './word-table.ts';

export const turkish: WordTable = {
  script: 'Latin',
  common:
    've, bir, bu, şu, için, ile, mi, mı, ne, nasıl, nedir, hangi, en, ben, bana, çok, olan, olarak, kaç, dosya, var, daha, de, da, her',
  compute:
    'hesapla*, say, sayısını, topla, toplayın, tahmin*, simüle*, öngör*, çöz, çözün, dönüştür*, çevir, belirle*, değerlendir*, kaç eder, kaçtır',
  statistic:
    'ortalama*, medyan*, toplam*, standart sapma*, varyans*, maksimum, minimum, azami, asgari, yüzde*, çeyrek*, korelasyon*, dağılım*, aykırı*, regresyon*, oran*, pay, eğilim*, büyüme*, olasılı*, sıklı*, ciro*, gelir*, aylık, faktöriyel*, asal',
  draw: 'grafik*, grafiğ*, çiz*, diyagram*, histogram*, görselleştir*, çubuk grafik*',
  transform:
    'birleştir*, temizle*, sırala*, filtrele*, grupla*, çıkar*, ayıkla*, yinelenen*, tekrarlanan*, tekrar eden*, eksik*, yeniden adlandır*, oku, okuyun, yükle*, aktar*, kaydet*, sil, silin, kaldır*, normalleştir*, doğrula*, ayır*',
  act: 'bul, bulun, listele*, göster*, karşılaştır*, oluştur*, yap, yapın, üret*, inşa et*, yaz, yazın, tanımla*, ver, özetle*, analiz et*, incele*, hazırla*, gönder*, kontrol et*',
  write: 'yaz, yazın, yazar mısın, uygula, programla*, geliştir*, oluştur*, üret*, kodla*',
  code: 'kod, kodu, fonksiyon*, betik, script*, program, programı, python*, sınıf, algoritma*, kodla*, uygulama*, kütüphane*, test*',
  data: 'dosya*, tablo*, sütun*, satır*, sayfa*, çalışma kitabı, veri*, belge*, görüntü*, resim, fotoğraf*, arşiv*, kayıt*, fatura*',
  ask: 'kaç, ne kadar, hangi, hangisi, kim, ne zaman, nerede, en yüksek, en düşük, en çok, en az, en büyük, en küçük, en iyi, en kötü, var mı',
  sequence:
    'sonra, ardından, önce, ilk olarak, son olarak, en sonunda, sonunda, daha sonra, akabinde, adım*, ayrıca, bundan sonra, ilk önce',
  concept:
    'nedir, ne demek, ne anlama, açıkla*, anlat*, fark*, tanım*, anlamı, neden, niçin, nasıl çalışır, ne işe yarar, kavram*',
  text: 'tercüme*, şiir*, hikaye*, makale*, e posta, şaka*, şarkı*, düzelt*, dilbilgisi, cümle*, tavsiye*, ipucu, tarif*, yazım, eş anlamlı*',
  talk: 'merhaba, selam, teşekkür*, sağ ol, günaydın, iyi akşamlar, iyi geceler, hoşça kal, nasılsın*, kimsin, neler yapabilirsin, harika, süper',
  opinion:
    'meli miyim, malı mıyım, sence, sizce, ne düşünüyorsun, öner*, iyi bir fikir, mantıklı mı, değer mi',
  decline:
    'hesaplama yapma, hiçbir şey hesaplama, hesaplamadan, çalıştırma, kod yazma, kod kullanma, kodsuz, sadece söyle, sadece anlat',
  story:
    'dün, patronum, geçen hafta, yazdım, kodladım, yorgunum, seviyorum, nefret ediyorum, zorunda kaldım, yaptım',
  earlier: 'peki, peki ya, şimdi, aynısını, aynı şey, tekrar, yerine, bu sayı, bu sonuç, önceki, sadece, ya',
  project:
    'gösterge paneli, pano, uygulama*, proje*, eksiksiz, kapsamlı, tam, tüm, bütün, web sitesi, sistem*, kütüphane*, belgelendirme, ayrıntılı, derinlemesine, her, iki tablo*, iki dosya*',
  output:
    'excel*, pdf, rapor*, word belgesi, slayt*, sunum*, özet*, mektup*, grafik*, csv, tablo olarak, öneri*, liste',
};
