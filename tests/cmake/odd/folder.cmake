# A folder whose name has what CMake, make, ninja and the shell treat in special ways.
set(odd_folder [==[odd ;[ ]; @CMAKE_VERSION@ $HOME ${x} $(y) #1 %d & 'q' "r" *?]==])
