"""Writes the tables of csv_table.cat into a folder."""
import os
import sys

tables = {
    "a": 'species,length,count,extra,name\nred,1.5,3,x,Ada\nblue,2.5,4,y,"B, C"\nred,-1,0,z,D\n',
    "bad": "species,length,count,name\nred,1.5,3,a\nred,n/a,4,b\n",
    "enum": "species,length,count,name\nred,1.5,3,a\nredd,2,4,b\n",
    "lacks": "species,length\nred,1.5\n",
}
os.makedirs(sys.argv[1], exist_ok=True)
for name, text in tables.items():
    with open(os.path.join(sys.argv[1], name + ".csv"), "w") as file:
        file.write(text)
