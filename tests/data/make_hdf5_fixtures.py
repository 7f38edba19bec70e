#!/usr/bin/env python3
"""Makes the small HDF5 files of the reading tests, with PyTables and pandas as users do.

Needs python3-tables and python3-pandas. Every table has the same rows, which the tests compute again:
number c of row r is value(r, c) below.
"""
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import tables

warnings.simplefilter("ignore")
ROWS = 5
PARAMETERS = ["d0", "phi0", "omega", "z0", "tanLambda"]


def value(row, daughter, parameter):
    """Exact in single precision, so that files of float32 hold the same numbers."""
    number = (row + 1) * 0.125 + parameter * 0.5 + daughter * 0.25
    return -number if parameter == 2 and daughter == 1 else number


def columns():
    result = {
        "__experiment__": np.full(ROWS, 26, np.int32),
        "__run__": np.full(ROWS, 1000, np.int32),
        "__event__": np.arange(ROWS, dtype=np.uint32) + np.uint32(4000000000),
        "__production__": np.zeros(ROWS, np.uint32),
        "__candidate__": np.zeros(ROWS, np.uint32),
        "__ncandidates__": np.ones(ROWS, np.uint32),
    }
    for daughter in (1, 0):  # basf2 gives no particular order either
        for j, name in enumerate(PARAMETERS):
            result[f"daughter({daughter}, {name})"] = np.array(
                [value(row, daughter, j) for row in range(ROWS)])
            for k in range(j, 5):
                number = 2.0 ** -(10 + j) if j == k else 2.0 ** -20
                result[f"daughter({daughter}, trackFitCovariance({j},{k}))"] = np.full(ROWS, number)
    return result


def records(named):
    array = np.zeros(ROWS, dtype=[(name, column.dtype) for name, column in named.items()])
    for name, column in named.items():
        array[name] = column
    return array


def single(named):
    return {n: c.astype(np.float32) if c.dtype.kind == "f" else c.astype(np.int64) for n, c in named.items()}


def write(file, name, named, complib=None, byteorder="little"):
    filters = tables.Filters(complevel=1, complib=complib) if complib else tables.Filters(complevel=0)
    rows = records(named)
    table = file.create_table("/", name, description=rows.dtype, filters=filters, chunkshape=(ROWS,),
                              byteorder=byteorder)
    table.append(rows)


def main(folder):
    named = columns()
    with tables.open_file(folder / "blosc_lz4.h5", "w") as file:
        write(file, "A':loose", named, "blosc:lz4")
    with tables.open_file(folder / "zlib.h5", "w") as file:
        write(file, "pairs", named, "zlib")
    with tables.open_file(folder / "plain_single.h5", "w") as file:
        write(file, "pairs", single(named))
    with tables.open_file(folder / "big_endian.h5", "w") as file:
        write(file, "pairs", named, byteorder="big")
    with tables.open_file(folder / "lists.h5", "w") as file:
        write(file, "A:other", {"x": np.arange(ROWS, dtype=float)})
        write(file, "B:loose", named, "zlib")
        later = dict(named)
        later["__run__"] = named["__run__"] + np.int32(1)
        write(file, "B:tight", later, "zlib")
        texts = dict(named)
        texts["mcClass"] = np.array([b"signal", b"conversion", b"prompt pair", b"", b"nonsense"])
        write(file, "C:classes", texts)
    frame = pd.DataFrame(named)
    frame.to_hdf(folder / "pandas_table.h5", "pairs", format="table", mode="w", index=False, complib="zlib", complevel=1)
    frame.to_hdf(folder / "pandas_data_columns.h5", "pairs", format="table", data_columns=True, mode="w", index=False,
                 complib="blosc:lz4", complevel=1)
    frame.to_hdf(folder / "pandas_fixed.h5", "pairs", format="fixed", mode="w")
    with tables.open_file(folder / "no_table.h5", "w") as file:
        file.create_array("/", "numbers", np.arange(10.0))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent))
