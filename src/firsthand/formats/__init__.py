"""Other tools' files as pure text work: read with problems listed, written without loss."""
