import type { WordTable } from './word-table.ts';

export const spanish: WordTable = {
  script: 'Latin',
  common:
    'el, la, los, las, de, del, un, una, es, y, que, qué, cuál, por, para, con, en, me, mi, tu, este, esta, no, al, se, muy, son, hay',
  compute:
    'calcul*, comput*, cuenta, contar, suma los, suma las, sumar, estim*, simul*, pronostic*, predic*, predec*, resuelv*, resolver, conviert*, convertir, determin*, evalú*, evaluar, cuánto es, cuánto son',
  statistic:
    'promedio*, media, mediana, suma, total*, desviación*, varianza, máxim*, mínim*, porcentaje*, por ciento, cuartil*, correlación*, distribución*, atípico*, regresión, proporción, tasa, tendencia*, crecimiento, probabilidad*, frecuencia*, ingreso*, por mes, mensual*, factorial, primo, primos',
  draw: 'gráfic*, grafica*, dibuj*, traza*, diagrama*, histograma*, visualiz*, curva*, mapa de calor',
  transform:
    'combin*, une, unir, fusion*, junta*, limpi*, ordena*, filtr*, agrup*, extra*, duplicad*, faltante*, renombr*, lee, leer, carga, cargar, importa*, exporta*, guarda*, elimin*, borra*, quita*, normaliz*, valida*, descomprim*, concilia*',
  act: 'encuentr*, encontrar, busca*, lista, listar, muestra*, mostrar, compar*, crea, crear, cree, haz, hacer, genera*, constru*, escrib*, describ*, dame, resum*, analiz*, identific*, prepar*, envía*, produc*, revisa*',
  write: 'escrib*, implement*, program*, desarroll*, crea, crear, genera*, codific*',
  code: 'código, función, script, programa, python, clase, algoritmo, implement*, aplicación, biblioteca, pruebas',
  data: 'archivo*, fichero*, tabla*, columna*, fila*, hoja*, libro, datos, conjunto de datos, documento, imagen, foto, registro*, factura*, entradas',
  ask: 'cuánto*, cuánta*, cuál, cuáles, quién*, cuándo, dónde, más alto, más alta, más bajo, más grande, mayor, menor, mejor, peor, más vendid*, el más, la más, hay algún, qué cliente, qué producto',
  sequence:
    'luego, después, finalmente, primero, por último, a continuación, al final, entonces, posteriormente, en primer lugar, segundo, tercero, paso*, también, además, para terminar',
  concept:
    'qué es un*, qué es, qué significa*, explic*, diferencia*, definición, define, significado, por qué, cómo funciona*, para qué sirve, entender, concepto, qué son, qué quiere decir',
  text: 'traduc*, poema*, historia, ensayo, correo, chiste, canción, corrig*, gramática, reformul*, frase, consejo*, receta, ortografía, sinónimo*',
  talk: 'hola, gracias, buenos días, buenas tardes, buenas noches, adiós, cómo estás, quién eres, qué puedes hacer, genial, perfecto, amable, de nada',
  opinion:
    'debería, debo, crees, piensas, en tu opinión, recomiend*, buena idea, aconsej*, vale la pena, prefieres',
  decline:
    'no calcules, no calcule, no ejecutes, no uses, sin calcular, sin código, sin ejecutar, solo dime, sólo dime, ningún cálculo, no hagas cálculos',
  story:
    'ayer, mi jefe, mi jefa, la semana pasada, me encanta, odio, estoy cansad*, tuve que, he programado, programé, escribí, yo era',
  earlier:
    'y por, y para, y en, y los, y la, ahora, lo mismo, otra vez, de nuevo, en cambio, ese número, ese resultado, anterior*, también, qué tal, solo para',
  project:
    'panel, aplicación, proyecto, completo, completa, exhaustiv*, integral, sitio web, sistema, biblioteca, documentación, a fondo, exploratori*, cada, todo, todos, todas, ambos, ambas, cuadro de mando',
  output:
    'excel, pdf, informe*, reporte*, documento word, diapositiva*, presentación, resumen, carta*, gráfico*, csv, hoja de, panel, recomendacion*, lista, tabla',
};
