"""Published statistics in `lis_data/`: what is there, whether it is whole, and how the next release comes in.

package     the catalogue (a Frictionless Data Package) as frozen records
recipe      how a publisher's file becomes one of our tables
geography   every area code in use, with name, level and parent
table       one dataset as rows, with every fault of the file
acceptance  whether a file is the one its catalogue entry describes
importers   one reader per layout of publishers' files
importing   a new release compared with the table at hand, then written
els_geography  the list of areas
boundaries  the outlines of areas as a small TopoJSON
"""
