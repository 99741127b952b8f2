import {createSourceReader} from './dist/verification/verify-source.js';
import {checkOperatorPolicy} from './dist/verification/policy/operator/check-operator-policy.js';
import fs from 'node:fs'; import path from 'node:path';
const read=await createSourceReader();
const site=fs.readdirSync(process.env.HOME+'/.cache/python-coder/venvs').map(v=>process.env.HOME+'/.cache/python-coder/venvs/'+v+'/lib/python3.11/site-packages').find(p=>fs.existsSync(p));
const want=process.argv.slice(2);
let n=0; const counts={}; const ex={};
for (const pkg of want){ const base=path.join(site,pkg); if(!fs.existsSync(base)){console.log('no',pkg);continue}
 const files=fs.statSync(base).isDirectory()?fs.readdirSync(base,{recursive:true}).filter(f=>f.endsWith('.py')&&!/test/.test(f)).map(f=>path.join(base,f)).slice(0,60):[base];
 for(const f of files){ const t=fs.readFileSync(f,'utf8'); if(t.length>60000||!t) continue; n++;
  const {program,issues}=read(t.replace(/^\ufeff/,''),'3.11.7');
  const found=program?checkOperatorPolicy(program,{absolute:p=>'own_pkg'+p,isOwn:m=>m.split('.')[0]===pkg||m.startsWith('own_pkg')}):issues;
  for(const i of found){ if(/^forbidden/.test(i.rule)) continue; const k=i.severity+' '+i.rule; counts[k]=(counts[k]??0)+1; (ex[k]??=[]).push(path.relative(site,f)+':'+i.line+' '+i.message.slice(0,110)); }
 }}
console.log(n,'files',counts);
for(const k in ex) if(/^blocking/.test(k)) console.log(k,'\n   '+ex[k].slice(0,14).join('\n   '));
