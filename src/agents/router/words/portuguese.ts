import type { WordTable } from './word-table.ts';

export const portuguese: WordTable = {
  script: 'Latin',
  common:
    'o, a, os, as, de, do, da, dos, das, um, uma, é, e, que, por, para, com, em, no, na, nos, me, meu, seu, este, esta, não, ao, são, qual, foram, como, pela, pelo',
  compute:
    'calcul*, comput*, conte, contar, some, somar, estim*, simul*, preve*, previs*, resolv*, convert*, determin*, avali*, quanto é, quanto são',
  statistic:
    'média*, mediana, soma, total, totais, desvio*, variância, máxim*, mínim*, percentual, porcentagem, por cento, quartil*, correlação, distribuição, atípic*, regressão, proporção, taxa, tendência*, crescimento, probabilidade*, frequência*, lucro, receita, por mês, mensal*, mensais, fatorial, primos',
  draw: 'gráfico*, desenh*, plot*, traç*, diagrama*, histograma*, visualiz*, curva, mapa de calor',
  transform:
    'junt*, una, unir, combin*, mescl*, limp*, orden*, filtr*, agrup*, extra*, duplicat*, duplicad*, faltante*, ausente*, renome*, leia, ler, carregue, carregar, importe, exporte, exportar, salv*, guarde, remov*, elimin*, exclu*, normaliz*, valid*, descompact*',
  act: 'encontr*, procur*, list*, mostr*, compar*, crie, criar, faça, fazer, ger*, constru*, escrev*, descrev*, dê, resum*, analis*, identifi*, prepar*, envi*, produz*, verifi*',
  write: 'escrev*, implement*, programe, programar, desenvolv*, crie, criar, gere, gerar',
  code: 'código, função, script, programa, python, classe, algoritmo, implement*, aplicação, aplicativo, biblioteca, testes',
  data: 'arquivo*, ficheiro*, tabela*, coluna*, linha, linhas, planilha*, folha*, dados, conjunto de dados, documento, imagem, foto, registro*, fatura*, valores',
  ask: 'quanto*, quanta*, qual é o, qual é a, qual, quais, quem, quando, onde, mais alto, mais alta, maior, menor, melhor, pior, mais vendido, o mais, a mais, há algum, existe*',
  sequence:
    'depois, então, finalmente, primeiro, por fim, por último, em seguida, a seguir, ao final, no final, posteriormente, em primeiro lugar, segundo, passo*, também, além disso',
  concept:
    'o que é um*, o que é, o que significa*, expli*, diferença*, definição, defina, significado, por que, porque, como funciona*, para que serve, entender, conceito, o que são, quer dizer',
  text: 'traduz*, poema*, história, redação, e mail, piada, canção, música, corrij*, corrig*, gramática, reformul*, frase, dicas, receita de, ortografia, sinônimo*',
  talk: 'olá, oi, obrigad*, bom dia, boa tarde, boa noite, tchau, tudo bem, como vai, quem é você, o que você pode, ótimo, perfeito, legal',
  opinion: 'devo, deveria, você acha, na sua opinião, recomend*, boa ideia, aconselh*, vale a pena, prefere',
  decline:
    'não calcule, não execute, não use, sem calcular, sem código, sem executar, só me diga, apenas diga, apenas me diga, nenhum cálculo',
  story:
    'ontem, meu chefe, minha chefe, semana passada, escrevi, programei, adoro, odeio, estou cansad*, tive que, eu era',
  earlier:
    'e por, e para, e em, e o, e a, agora, o mesmo, de novo, novamente, em vez, esse número, esse resultado, anterior*, também, só para, que tal',
  project:
    'painel, dashboard, aplicação, aplicativo, projeto, complet*, abrangente, inteiro, site, sistema, biblioteca, documentação, aprofundad*, exploratóri*, cada, tudo, todos, todas, ambos, ambas',
  output:
    'excel, pdf, relatório*, documento word, slide*, apresentação, resumo, carta*, gráfico*, csv, planilha, recomendaç*, lista, tabela',
};
