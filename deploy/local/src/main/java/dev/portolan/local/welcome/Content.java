package dev.portolan.local.welcome;

/** What the files of the sample repository say. */
final class Content {

    static final String README = """
            # Welcome

            A small logbook to try the Git tools on: ask for its log, a diff, who wrote a line, or search it.

            - `harbours.csv` lists harbours with their positions
            - `distance.py` tells how far they lie apart
            - `docs/` says how to plan a leg
            """;

    static final String HARBOURS = """
            harbour,country,latitude,longitude
            Lisbon,PT,38.7072,-9.1365
            Porto,PT,41.1400,-8.1600
            A Coruna,ES,43.3713,-8.3960
            Gijon,ES,43.5453,-5.6619
            Bilbao,ES,43.3569,-3.0330
            """;

    static final String HARBOURS_CORRECTED = HARBOURS.replace("-8.1600", "-8.6110");

    static final String DISTANCE_ROUGH = """
            \"""Distance between two harbours in nautical miles.\"""


            def distance(a, b):
                # a degree is sixty miles
                return 60 * ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
            """;

    static final String DISTANCE = """
            \"""Distance between two harbours in nautical miles.\"""
            from math import acos, cos, degrees, radians, sin


            def distance(a, b):
                lat_a, lat_b = radians(a[0]), radians(b[0])
                turn = radians(b[1] - a[1])
                arc = acos(sin(lat_a) * sin(lat_b) + cos(lat_a) * cos(lat_b) * cos(turn))
                # a minute of arc on a great circle is a mile
                return 60 * degrees(arc)
            """;

    static final String PLANNING = """
            # Planning a leg

            1. Look up both harbours in `harbours.csv`.
            2. Compute the distance and add a tenth for the wind.
            3. Divide by five knots; leave so that you arrive by daylight.
            """;

    static final String CURRENTS = """
            # Currents

            Off Finisterre the Portugal Current sets south at about half a knot. Allow for it when sailing north.
            """;

    private Content() {}
}
