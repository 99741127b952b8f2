import json
import xml.etree.ElementTree as ET

from bs4 import BeautifulSoup
from lxml import etree

tree = etree.parse('config.xml')
connections = tree.xpath('//connectionStrings/add/@connectionString')
root = ET.parse('config.xml').getroot()
names = [node.attrib.get('name') for node in root.iter('add')]
with open('config.xml', encoding='utf-8') as handle:
    soup = BeautifulSoup(handle, 'xml')
print(json.dumps({'connections': connections, 'names': names, 'tags': len(soup.find_all(True))}))
