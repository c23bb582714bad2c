"""What is true about interviews: no framework, disk, network or clock."""
